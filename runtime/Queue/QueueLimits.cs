namespace Journeys.Runtime.Queue;

/// <summary>Azure Queue Storage's limits. Source: learn.microsoft.com/rest/api/storageservices/put-message.</summary>
public static class QueueLimits
{
    /// <summary>The most bytes in a message, in UTF-8.</summary>
    public const int MessageBytes = 64 * 1024;

    /// <summary>The most messages received at once.</summary>
    public const int ReceiveMessages = 32;
}
