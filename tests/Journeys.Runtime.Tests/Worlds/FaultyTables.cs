using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>
/// Tables that fail on purpose: at chosen calls, or by chance with a seed, so that a run that broke something can be
/// repeated. A crash is a call after which nothing answers any more until <see cref="Restart"/>.
/// </summary>
internal sealed class FaultyTables(ITables inner) : ITables
{
    private readonly Dictionary<int, Fault> planned = [];
    private readonly Dictionary<string, Task> held = [];
    private Func<int, Fault> chance = _ => Fault.None;
    private bool crashed;

    /// <summary>How many calls were made.</summary>
    public int Calls { get; private set; }

    /// <summary>How many of them were transactions.</summary>
    public int Commits { get; private set; }

    /// <summary>Called before each transaction; a test makes somebody else be faster here.</summary>
    public Func<IReadOnlyList<RowChange>, Task>? BeforeCommit { get; set; }

    /// <summary>Called before the next reading of a row; a test lets something happen in between here.</summary>
    public Func<Task>? BeforeRead { get; set; }

    /// <summary>The same before the next query.</summary>
    public Func<Task>? BeforeQuery { get; set; }

    /// <summary>What a call to a table throws before it is made, until a test says otherwise; null: it is made.</summary>
    public Func<string, Exception?> Breaks { get; set; } = _ => null;

    /// <summary>Makes the next call to a table at once, and holds its answer back until the task it gives is completed.</summary>
    public TaskCompletionSource HoldNext(string table)
    {
        var release = new TaskCompletionSource();
        held[table] = release.Task;
        return release;
    }

    /// <summary>Lets the n-th call from now on, counted from 1, fail.</summary>
    public void FailAt(int call, Fault fault) => planned[Calls + call] = fault;

    /// <summary>Lets calls fail by chance.</summary>
    /// <param name="seed">The same seed fails the same calls.</param>
    /// <param name="percent">How many of a hundred calls fail, in each of the ways given.</param>
    /// <param name="faults">The ways.</param>
    public void FailByChance(int seed, int percent, params Fault[] faults) =>
        chance = call =>
        {
            var draw = (int)(StableHash.Number($"{seed} {call}") % 100);
            return draw < percent * faults.Length ? faults[draw / percent] : Fault.None;
        };

    /// <summary>The process is started again, and storage works.</summary>
    public void Restart()
    {
        crashed = false;
        planned.Clear();
        chance = _ => Fault.None;
    }

    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        inner.EnsureTableAsync(table, cancellation);

    public async Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        if (BeforeRead is { } meddle)
        {
            BeforeRead = null;
            await meddle();
        }

        return await CallAsync(table, () => inner.ReadAsync(table, partition, row, cancellation), cancellation);
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation)
    {
        if (BeforeQuery is { } meddle)
        {
            BeforeQuery = null;
            await meddle();
        }

        return await CallAsync(table, () => inner.QueryAsync(table, query, cancellation), cancellation);
    }

    public async Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        if (BeforeCommit is { } meddle)
        {
            BeforeCommit = null;
            await meddle(changes);
        }

        Commits++;
        return await CallAsync(table, () => inner.CommitAsync(table, partition, changes, cancellation), cancellation);
    }

    private async Task<T> CallAsync<T>(string table, Func<Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Breaks(table) is { } broken)
        {
            throw broken;
        }

        var fault = crashed ? Fault.CrashBefore : Next();
        crashed |= fault is Fault.CrashBefore or Fault.CrashAfter;
        switch (fault)
        {
            case Fault.CrashBefore:
                throw new CrashException();
            case Fault.Refuse:
                throw new StorageUnavailableException("The store was told not to answer.");
            case Fault.Delay:
                // The others go first: what is under way at the same time overtakes this call.
                await Task.Yield();
                break;
        }

        held.Remove(table, out var release);
        var answer = await call();
        await (release ?? Task.CompletedTask);
        return fault switch
        {
            Fault.CrashAfter => throw new CrashException(),
            Fault.LoseAnswer => throw new StorageUnavailableException("The answer was told to get lost."),
            _ => answer,
        };
    }

    private Fault Next()
    {
        Calls++;
        return planned.Remove(Calls, out var fault) ? fault : chance(Calls);
    }
}

/// <summary>What goes wrong with a call.</summary>
public enum Fault
{
    None,

    /// <summary>It fails, and nothing was done.</summary>
    Refuse,

    /// <summary>It is done, and fails all the same.</summary>
    LoseAnswer,

    /// <summary>It takes its time.</summary>
    Delay,

    /// <summary>The process dies before it.</summary>
    CrashBefore,

    /// <summary>The process dies after it.</summary>
    CrashAfter,
}

/// <summary>The process died here.</summary>
internal sealed class CrashException() : Exception("The process was told to die.");
