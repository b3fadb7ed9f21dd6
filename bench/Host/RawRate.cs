using System.Diagnostics;
using Journeys.Runtime.Tables;

namespace Journeys.Bench.Host;

/// <summary>
/// The rate at which an Azurite takes rows at best: transactions of 100 rows, several at a time, made of the very rows
/// that a host wrote to it.
/// </summary>
internal sealed class RawRate(ITables tables, IReadOnlyList<IReadOnlyDictionary<string, object>> rows)
{
    private const string Table = "BenchRaw";
    private const int Lanes = 16;

    /// <summary>Rows a second.</summary>
    /// <param name="length">How long to write.</param>
    public async Task<double> MeasureAsync(TimeSpan length, CancellationToken cancellation)
    {
        await tables.EnsureTableAsync(Table, cancellation);
        var start = Stopwatch.GetTimestamp();
        var written = await Task.WhenAll(
            Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => WriteAsync(lane, start, length, cancellation)))
        );
        return written.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<int> WriteAsync(int lane, long start, TimeSpan length, CancellationToken cancellation)
    {
        var written = 0;
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            var changes = new RowChange[TableLimits.TransactionRows];
            for (var i = 0; i < changes.Length; i++)
            {
                changes[i] = new RowChange.Insert($"{written:00000000}~{lane}", rows[(lane + written) % rows.Count]);
                written++;
            }

            await tables.CommitAsync(Table, $"lane{lane}", changes, cancellation);
        }

        return written;
    }
}
