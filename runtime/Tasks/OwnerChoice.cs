using System.Collections.Concurrent;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// Who gets a task: the person the contact knows already, else the account's owner, if they are in the team; else the
/// members take turns.
/// </summary>
public sealed class OwnerChoice(ITables tables)
{
    private const int Tries = 20;

    // In one process nobody need lose a race for a turn; other processes may still be faster.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    /// <summary>The address of the member who gets the task.</summary>
    /// <param name="name">The team's name.</param>
    /// <param name="team">The team, which has members.</param>
    /// <param name="contact">The contact's profile.</param>
    /// <param name="account">The account's profile.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<string> ChooseAsync(
        string name,
        Team team,
        Fields contact,
        Fields account,
        CancellationToken cancellation
    )
    {
        string?[] known = [contact.Text("owner"), account.Text("owner")];
        return known.FirstOrDefault(team.Has) is { } owner
            ? owner.Trim().ToLowerInvariant()
            : team.Members[await TakeTurnAsync(name, cancellation) % team.Members.Length].Email;
    }

    // A turn that is taken and then lost in a crash is no harm; a turn that is given twice would be.
    private async Task<int> TakeTurnAsync(string team, CancellationToken cancellation)
    {
        var gate = gates.GetOrAdd(team, static _ => new(1, 1));

        // Whoever holds it makes two calls that can be cancelled, and gives it back: this wait is short.
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            return await CountAsync(team, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<int> CountAsync(string team, CancellationToken cancellation)
    {
        var partition = TaskRows.Turns(team);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var row = await tables.ReadAsync(TaskRows.Table, partition, TaskRows.Turn, cancellation);
            var turn = row is null ? 0 : (int)row.Properties["next"];
            var next = new Dictionary<string, object> { ["next"] = (turn + 1) & int.MaxValue };
            RowChange change = row is null
                ? new RowChange.Insert(TaskRows.Turn, next)
                : new RowChange.Replace(TaskRows.Turn, next, row.ETag);
            if (await tables.CommitAsync(TaskRows.Table, partition, [change], cancellation) is CommitResult.Committed)
            {
                return turn;
            }
        }

        throw new StorageUnavailableException($"The turns of team {team} changed {Tries} times; try again.");
    }
}
