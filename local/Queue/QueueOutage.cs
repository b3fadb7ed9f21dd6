using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Queue;

/// <summary>Whether the store behind a queue answers. An outage is logged once, however long it lasts.</summary>
public sealed class QueueOutage(string queue, HostVitals vitals, ILogger<QueueOutage> log)
{
    private const string Part = "queue";

    private int lasts;

    public bool Lasts => Volatile.Read(ref lasts) == 1;

    public void Met(StorageUnavailableException fault)
    {
        vitals.Report(Part, $"Events in the queue {queue} are not taken: {fault.Message}");
        if (Interlocked.Exchange(ref lasts, 1) == 0)
        {
            QueueLog.Outage(log, queue, fault.Message);
        }
    }

    public void Ended()
    {
        if (Interlocked.Exchange(ref lasts, 0) == 1)
        {
            vitals.Report(Part, null);
            QueueLog.Recovered(log, queue);
        }
    }
}
