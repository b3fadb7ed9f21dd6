using System.Collections.Immutable;
using System.Text;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>
/// Replays dead letters, with the very checks of new events. An event keeps its id and its source, so what was taken
/// meanwhile is a duplicate, and a crash between the replay and its mark is harmless: replayed again, nothing happens twice.
/// A replay is never put back into a queue, so what is refused again simply stays on the list.
/// </summary>
public sealed class Replaying(
    DeadLetterStore store,
    FailedEffects effects,
    EventIntake intake,
    ContactStore contacts,
    ErasureRequests erasures,
    Lazy<IInstances> instances,
    TimeProvider clock
)
{
    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What a replay would do; nothing is changed.</summary>
    public async Task<Replayed> TryAsync(DeadLetter letter, Mending mending, CancellationToken cancellation) =>
        Obstacle(letter, mending) is { } obstacle ? obstacle
        : letter.Kind == DeadKind.Effect ? await ForeseeAsync(letter, cancellation)
        : Read(letter, mending, out var events) is { } refused ? refused
        : await ForeseeAsync(events, cancellation);

    /// <summary>Replays one, and marks what came of it.</summary>
    /// <param name="letter">Which.</param>
    /// <param name="mending">What is changed before.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="cancellation">Ends the wait; replayed again, nothing happens twice.</param>
    public async Task<Replayed> ReplayAsync(
        DeadLetter letter,
        Mending mending,
        string by,
        CancellationToken cancellation
    )
    {
        if (Obstacle(letter, mending) is { } obstacle)
        {
            return obstacle;
        }

        var replayed =
            letter.Kind == DeadKind.Effect
                ? await RetryAsync(letter, by, cancellation)
                : await AcceptAsync(letter, mending, cancellation);
        if (replayed.Done)
        {
            mending.Apply(letter.Raw, out var mended);
            var ended = letter.Kind == DeadKind.Effect ? letter : letter with { Raw = mended };
            await store.EndAsync(ended, new(true, by, Now, replayed.Reason), cancellation);
        }
        else if (letter.Kind != DeadKind.Effect)
        {
            var tried = Tried(letter, mending, replayed);
            var kept = replayed.Reason == Intake.Erased.Reason ? await WithoutErasedAsync(tried, cancellation) : tried;
            await store.NoteAsync(kept, cancellation);
        }

        return replayed;
    }

    private static Replayed? Obstacle(DeadLetter letter, Mending mending) =>
        letter switch
        {
            { Ending: { } ending } => new(
                ReplayOutcome.Refused,
                $"{ending.By} {(ending.Replayed ? "replayed" : "discarded")} it already: {ending.Result}"
            ),
            { Kind: DeadKind.Effect } when mending.Changes => new(
                ReplayOutcome.Refused,
                "an effect cannot be mended here: mend what the reason names, such as the contact's address with an event, then replay"
            ),
            _ => null,
        };

    // What was not mended says from now on why it was refused this time.
    private DeadLetter Tried(DeadLetter letter, Mending mending, Replayed replayed) =>
        letter with
        {
            Tries = letter.Tries + 1,
            TriedAt = Now,
            Reason = mending.Changes ? letter.Reason : replayed.Reason,
        };

    // What an erased contact left after its erasure, such as an event that could not be read then: as little of it is kept
    // as of any other event of such a contact.
    private async Task<DeadLetter> WithoutErasedAsync(DeadLetter tried, CancellationToken cancellation) =>
        tried is { Contact: { } contact, Raw: not null } && await contacts.IsErasedAsync(contact, cancellation)
            ? tried with
            {
                Raw = null,
                EventId = null,
                Contact = await erasures.HashAsync(contact, cancellation),
                Reason = Intake.Erased.Reason,
            }
            : tried;

    private async Task<Replayed> AcceptAsync(DeadLetter letter, Mending mending, CancellationToken cancellation)
    {
        if ((Read(letter, mending, out var events) ?? await ErasedAsync(events, cancellation)) is { } refused)
        {
            return refused;
        }

        var results = await intake.AcceptEachAsync(events, cancellation);
        if (results.Any(result => result is Intake.Erased))
        {
            // It was erased at this very moment.
            return new(ReplayOutcome.Refused, Intake.Erased.Reason);
        }

        var problems = results
            .OfType<Intake.Rejected>()
            .Select(result => result.Reason)
            .Concat(results.OfType<Intake.Failed>().Select(result => result.Reason))
            .ToList();
        if (problems.Count > 0)
        {
            return new(ReplayOutcome.Refused, string.Join("; ", problems.Distinct()));
        }

        var accepted = results.OfType<Intake.Accepted>().ToList();
        ImmutableArray<string> reached =
        [
            .. accepted.SelectMany(result => result.Reached),
            .. results.OfType<Intake.Duplicate>().SelectMany(result => result.Reached),
        ];
        return new(
            accepted.Count > 0 ? ReplayOutcome.Accepted : ReplayOutcome.Duplicate,
            Sum(accepted.Count, results.Count),
            [.. reached.Distinct()]
        );
    }

    private Replayed? Read(DeadLetter letter, Mending mending, out IReadOnlyList<IncomingEvent> events)
    {
        events = [];
        if (mending.Apply(letter.Raw, out var text) is { } problem)
        {
            return new(ReplayOutcome.Refused, problem);
        }

        switch (CloudEventReader.ReadMessage(Encoding.UTF8.GetBytes(text), Now))
        {
            case EventReading.Fault fault:
                return new(ReplayOutcome.Refused, fault.Reason);
            case EventReading.Read { Items: [] }:
                return new(ReplayOutcome.Refused, "it is an empty list: discard it");
            case EventReading.Read read when read.Items.OfType<EventRead.Refused>().ToList() is { Count: > 0 } refused:
                return new(ReplayOutcome.Refused, string.Join("; ", refused.Select(item => item.Reason)));
            case EventReading.Read read:
                events = [.. read.Items.OfType<EventRead.Parsed>().Select(item => AsOf(item, letter.At))];
                return null;
            default:
                throw new System.Diagnostics.UnreachableException("a reading is one of the above");
        }
    }

    // An event that does not say when it happened, happened when it came.
    private static IncomingEvent AsOf(EventRead.Parsed item, Instant came) =>
        item.Event.Time is null ? item.Incoming with { Time = came } : item.Incoming;

    // Nothing is taken in of a contact that was erased, unless it consents anew before.
    private async Task<Replayed?> ErasedAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        var consented = new HashSet<string>(StringComparer.Ordinal);
        foreach (var incoming in events)
        {
            if (incoming.Type == HubRules.Consented)
            {
                consented.Add(incoming.Contact);
            }
            else if (
                !consented.Contains(incoming.Contact) && await contacts.IsErasedAsync(incoming.Contact, cancellation)
            )
            {
                return new(ReplayOutcome.Refused, Intake.Erased.Reason);
            }
        }

        return null;
    }

    private async Task<Replayed> ForeseeAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        if (await ErasedAsync(events, cancellation) is { } refused)
        {
            return refused;
        }

        var known = 0;
        foreach (var incoming in events)
        {
            known += await contacts.IsRecordedAsync(incoming.Contact, incoming.Key, cancellation) ? 1 : 0;
        }

        return new(
            known == events.Count ? ReplayOutcome.Duplicate : ReplayOutcome.Accepted,
            Sum(events.Count - known, events.Count)
        );
    }

    private static string Sum(int accepted, int all) =>
        (accepted, all) switch
        {
            (1, 1) => "accepted as a new event",
            (0, 1) => "known already: it was taken meanwhile",
            (0, _) => $"all {all} events are known already",
            _ when accepted == all => $"{all} events accepted as new ones",
            _ => $"{accepted} of {all} events accepted as new ones, the others are known already",
        };

    private async Task<Replayed> ForeseeAsync(DeadLetter letter, CancellationToken cancellation) =>
        EffectId.TryParse(letter.Id, out var effect)
        && await effects.StandingAsync(effect, cancellation) is var standing
        && standing == FailedStanding.Held
            ? new(ReplayOutcome.Retried, "the step it is held at is tried again", [effect.Instance])
            : NotHeld(letter);

    private async Task<Replayed> RetryAsync(DeadLetter letter, string by, CancellationToken cancellation)
    {
        var foreseen = await ForeseeAsync(letter, cancellation);
        if (!foreseen.Done || !EffectId.TryParse(letter.Id, out var effect))
        {
            return foreseen;
        }

        var decided = new JourneyInput.OperatorDecided(OperatorAction.Retry, by, effect.Visit, effect.Run);
        var answers = await instances.Value.TellAsync(new(effect.Instance, letter.Contact, decided), cancellation);
        return answers[0] is AdvanceAnswer.Moved
            ? foreseen with
            {
                Reason = answers[0].ToString(),
            }
            : new(ReplayOutcome.Refused, answers[0].ToString());
    }

    private static Replayed NotHeld(DeadLetter letter) =>
        new(
            ReplayOutcome.Refused,
            "its instance has gone on without it, so it cannot be made up for: see "
                + $"journeys show {letter.Id[..letter.Id.LastIndexOf('~')]}, then discard it"
        );
}
