using Azure.Core;
using Azure.Data.Tables;

namespace Journeys.Functions.Storage;

/// <summary>
/// How the client tries again: on 408, 429, 500, 502, 503 and 504, and when a connection breaks. A <c>Retry-After</c> of the
/// service is kept; that is the client's own rule.
/// </summary>
internal static class TableRetries
{
    public static TableClientOptions Options()
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;

        // A throttled partition is free again within a second or two: 0.4, 0.8, 1.6, 3.2 and 6.4 seconds reach that, and an
        // outage is reported after a quarter of a minute, before a message's lock or a caller's patience ends.
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromSeconds(0.4);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(8);

        // The service ends what it does after 30 seconds; whoever waits longer waits for a connection that is gone.
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        return options;
    }
}
