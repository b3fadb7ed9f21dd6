using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Events;

/// <summary>
/// Our hold on a contact's session. The functions host does not renew it while a batch is dealt with, and after the batch
/// would wait for further messages of the same contact; both are seen to here.
/// </summary>
internal sealed class SessionHold(ServiceBusSessionMessageActions session, TimeProvider clock, ILogger log)
{
    // Longer than any pause and any single message may take.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    /// <summary>Makes the hold last for another message.</summary>
    /// <returns>False when it is lost.</returns>
    public async Task<bool> KeepAsync()
    {
        if (session.SessionLockedUntil - clock.GetUtcNow() >= Enough)
        {
            return true;
        }

        try
        {
            await session.RenewSessionLockAsync(CancellationToken.None);
            return true;
        }
        catch (Exception fault)
        {
            EventsLog.SessionLost(log, fault);
            return false;
        }
    }

    /// <summary>Lets go, so that the host turns to the next contact at once.</summary>
    public async Task EndAsync()
    {
        try
        {
            await session.ReleaseSession(CancellationToken.None);
        }
        catch (Exception fault)
        {
            EventsLog.NotReleased(log, fault);
        }
    }
}
