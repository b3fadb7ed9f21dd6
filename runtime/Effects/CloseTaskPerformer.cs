using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tasks;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Takes tasks off the list. A hand-over that was accepted moves the ownership of the contact, and of its account, to
/// who accepted it.
/// </summary>
public sealed class CloseTaskPerformer(TaskBoard board, Workspace workspace, Lazy<EventIntake> intake)
    : IPerformer<Effect.CloseTask>
{
    private const string Accepted = "accepted";

    public async Task<Performance> PerformAsync(
        Effect.CloseTask effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        var task = await board.CloseAsync(effect, occasion.Now, cancellation);
        if (task is not { Effect.Kind: TaskKind.Handoff } || effect.Outcome != Accepted)
        {
            return new Performance.Done(effect.Outcome);
        }

        var owner = await OwnerAsync(task, effect.By, cancellation);
        await intake.Value.AcceptAsync([Change(effect, occasion, owner)], cancellation);
        return new Performance.Done($"{owner} is the owner now");
    }

    // Somebody may answer for a colleague; only a member of the team can own the contact.
    private async Task<string> OwnerAsync(StoredTask task, string? by, CancellationToken cancellation)
    {
        var teams = await workspace.TeamsAsync(cancellation);
        var isMember = teams.ByName.TryGetValue(task.Effect.Team, out var team) && team.Has(by);
        return isMember ? by!.Trim().ToLowerInvariant() : task.Owner;
    }

    private static IncomingEvent Change(Effect.CloseTask effect, Occasion occasion, string owner)
    {
        var source = OwnTouchpoints.Source(occasion.Entry.Journey);
        var ownership = Fields.Of(KeyValuePair.Create("owner", FieldValue.Of(owner)));
        var account = occasion.Facts.Contact.Text("account");
        return new(
            EventKey.Of(source, effect.Id),
            occasion.Contact,
            OwnTouchpoints.OwnerChanged,
            occasion.Now,
            source,
            null,
            ownership,
            account is null ? Fields.Empty : ownership.With("id", FieldValue.Of(account)),
            ownership.With("from", occasion.Facts.Contact["owner"]).With("task", FieldValue.Of(effect.Task))
        );
    }
}
