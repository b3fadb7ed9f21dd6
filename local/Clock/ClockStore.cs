using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Local.Clock;

/// <summary>
/// Remembers how far the host's clock came, so that it never goes back over a restart: what is stored is ahead of the
/// clock by the time to the next storing, and a restarted host begins there.
/// </summary>
public sealed class ClockStore(ITables tables)
{
    public const string Table = "Host";

    /// <summary>How often it is stored, by the wall's clock.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private const string Partition = "clock";
    private const string Row = "now";
    private const string Property = "instant";

    /// <summary>The earliest instant that a host may begin at; null when none ran here yet.</summary>
    public async Task<Instant?> LoadAsync(CancellationToken cancellation) =>
        await tables.ReadAsync(Table, Partition, Row, cancellation) is { } row
            ? Instant.FromDateTimeOffset((DateTimeOffset)row.Properties[Property])
            : null;

    /// <summary>Promises that no host begins before an instant.</summary>
    public async Task SaveAsync(Instant instant, CancellationToken cancellation)
    {
        var properties = new Dictionary<string, object> { [Property] = instant.ToDateTimeOffset() };
        await tables.CommitAsync(Table, Partition, [new RowChange.Put(Row, properties)], cancellation);
    }

    /// <summary>Keeps storing while the clock runs, and once more, exactly, when it is stopped.</summary>
    public async Task KeepAsync(HostClock clock, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var ahead = Duration.FromTimeSpan(Pace * 2 * clock.Speed);
                try
                {
                    await SaveAsync(clock.Now + ahead, cancellation);
                }
                catch (StorageUnavailableException)
                {
                    // The rest of the host says so; the next storing makes up for it.
                }

                await Task.Delay(Pace, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await SaveAsync(clock.Now, CancellationToken.None);
        }
    }
}
