using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// Takes events in: each is recorded with its contact, then told to every instance it concerns. When it returns, all of
/// them are safe from a crash. Events of one contact keep their order; different contacts do not wait for each other.
/// </summary>
public sealed class EventIntake(
    ContactStore contacts,
    AccountStore accounts,
    JourneyCatalog catalog,
    Advance advance,
    IInstances instances,
    RejectedEvents rejected,
    BounceCount bounces,
    ErasureRequests erasures,
    RuntimeSettings settings,
    TimeProvider clock,
    ILogger<EventIntake> log
)
{
    /// <summary>
    /// Takes in what was read from a message, or from a request with one event; what was refused is kept with its reason.
    /// Whoever sent it sends all of it again when this throws.
    /// </summary>
    /// <param name="reading">What was read.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<EventsAnswer> AcceptAsync(EventReading.Read reading, CancellationToken cancellation) =>
        await AnswerAsync(reading, await AcceptAsync(EventsOf(reading), cancellation), cancellation);

    /// <summary>
    /// The same for whoever gets an answer for each event: what cannot be dealt with is kept as a dead letter, and keeps
    /// none of the others out.
    /// </summary>
    /// <param name="reading">What was read.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Some may be stored and some not; send all of it again.</exception>
    public async Task<EventsAnswer> AcceptEachAsync(EventReading.Read reading, CancellationToken cancellation) =>
        await AnswerAsync(reading, await AcceptEachAsync(EventsOf(reading), cancellation), cancellation);

    /// <summary>Takes events in; throws when one of them cannot be dealt with.</summary>
    /// <returns>What came of each, in the order given.</returns>
    public async Task<IReadOnlyList<Intake>> AcceptAsync(
        IReadOnlyList<IncomingEvent> events,
        CancellationToken cancellation
    )
    {
        var results = new Intake[events.Count];
        await InLanesAsync(events, async index => results[index] = await AcceptAsync(events[index], cancellation));
        return results;
    }

    /// <summary>Takes events in, each on its own: what came of one that cannot be dealt with is <see cref="Intake.Failed"/>.</summary>
    /// <returns>What came of each, in the order given.</returns>
    /// <exception cref="StorageUnavailableException">Some may be stored and some not; take all of them in again.</exception>
    public async Task<IReadOnlyList<Intake>> AcceptEachAsync(
        IReadOnlyList<IncomingEvent> events,
        CancellationToken cancellation
    )
    {
        var results = new Intake[events.Count];
        await InLanesAsync(events, async index => results[index] = await TryAsync(events[index], cancellation));
        return results;
    }

    private async Task<Intake> TryAsync(IncomingEvent incoming, CancellationToken cancellation)
    {
        try
        {
            return await AcceptAsync(incoming, cancellation);
        }
        catch (Exception fault) when (IsItsOwn(fault, cancellation))
        {
            Telemetry.Event("failed");
            RuntimeLog.EventFailed(log, incoming.Id ?? incoming.Key, incoming.Source, fault);
            return new Intake.Failed(fault);
        }
    }

    // Of one event alone, and not of a store that answers nobody, or of a host that ends.
    private static bool IsItsOwn(Exception fault, CancellationToken cancellation) =>
        fault is not StorageUnavailableException && !cancellation.IsCancellationRequested;

    private async Task InLanesAsync(IReadOnlyList<IncomingEvent> events, Func<int, Task> accept)
    {
        var byContact = Enumerable
            .Range(0, events.Count)
            .GroupBy(index => events[index].Contact, StringComparer.Ordinal);
        var waiting = new ConcurrentQueue<IEnumerable<int>>(byContact);
        var lanes = Math.Min(waiting.Count, settings.Concurrency);
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => RunLaneAsync()));

        async Task RunLaneAsync()
        {
            while (waiting.TryDequeue(out var indexes))
            {
                foreach (var index in indexes)
                {
                    await accept(index);
                }
            }
        }
    }

    private static IncomingEvent[] EventsOf(EventReading.Read reading) =>
        [.. reading.Items.OfType<EventRead.Parsed>().Select(item => item.Incoming)];

    private async Task<EventsAnswer> AnswerAsync(
        EventReading.Read reading,
        IReadOnlyList<Intake> results,
        CancellationToken cancellation
    )
    {
        var answers = new EventAnswer[reading.Items.Count];
        foreach (var (item, result) in reading.Items.OfType<EventRead.Parsed>().Zip(results))
        {
            answers[item.Index] = result.Answer(item.Event);
            await KeepAsync(item, result, cancellation);
        }

        foreach (var item in reading.Items.OfType<EventRead.Refused>())
        {
            Telemetry.Event("rejected");
            await KeepAsync(RejectedEvent.Of(item), cancellation);
            answers[item.Index] = new(item.Id, item.Source, EventResult.Rejected, item.Reason, []);
        }

        return new(
            answers.Count(answer => answer.Result == EventResult.Accepted),
            answers.Count(answer => answer.Result == EventResult.Duplicate),
            answers.Count(answer => answer.Result == EventResult.Rejected),
            answers
        );
    }

    // Of an event that was not taken in, what may be kept of it.
    private async Task KeepAsync(EventRead.Parsed item, Intake result, CancellationToken cancellation)
    {
        switch (result)
        {
            case Intake.Rejected { Reason: var reason }:
                await KeepAsync(RejectedEvent.Of(item.Event, reason), cancellation);
                break;
            case Intake.Failed { Reason: var reason }:
                await KeepAsync(RejectedEvent.Of(item.Event, reason), cancellation);
                break;
            case Intake.Erased:
                var hash = await erasures.HashAsync(item.Incoming.Contact, cancellation);
                await rejected.KeepAsync(RejectedEvent.OfErased(item.Event, hash), cancellation);
                break;
        }
    }

    private Task KeepAsync(RejectedEvent refused, CancellationToken cancellation)
    {
        RuntimeLog.EventRejected(log, refused.Id, refused.Source, refused.Reason);
        return rejected.KeepAsync(refused, cancellation);
    }

    private async Task<Intake> AcceptAsync(IncomingEvent incoming, CancellationToken cancellation)
    {
        using var activity = Telemetry.Activities.StartActivity("event");
        activity?.SetTag("journeys.event.type", incoming.Type);
        using var scope = settings.SingleWriter ? null : WorkScope.Begin(clock);
        await LookAheadAsync(incoming, cancellation);
        var recording = await RecordAsync(incoming, cancellation);
        if (recording is Recording.Erased && incoming.Type == HubRules.Consented)
        {
            await erasures.LiftAsync(incoming.Contact, cancellation);
            recording = await RecordAsync(incoming, cancellation);
        }

        if (recording is Recording.Erased)
        {
            Telemetry.Event("erased");
            RuntimeLog.ErasedRefused(log, incoming.Type);
            return new Intake.Erased();
        }

        if (recording is Recording.Refused refused)
        {
            Telemetry.Event("rejected");
            return new Intake.Rejected(refused.Reason);
        }

        if (recording is Recording.Recorded)
        {
            await bounces.NoteAsync(incoming, Instant.FromDateTimeOffset(clock.GetUtcNow()), cancellation);
            var reached = await RouteAsync(incoming, cancellation);
            Telemetry.Event("accepted");
            return new Intake.Accepted(reached);
        }

        // A duplicate is told again: the process may have died between recording and telling. Instances know the events
        // they were told, so nothing happens twice.
        var again = await RouteAsync(await AsRecordedAsync(incoming, cancellation), cancellation);
        Telemetry.Event("duplicate");
        return new Intake.Duplicate(again);
    }

    // What it was recorded as holds: an event without a time, or dated ahead, counts as of the moment when it came first, and
    // whether a click was a person's is judged by what is known when it comes, which may be more the second time.
    private async Task<IncomingEvent> AsRecordedAsync(IncomingEvent incoming, CancellationToken cancellation)
    {
        var (contact, key) = (incoming.Contact, incoming.Key);
        var time = await contacts.FindTimeAsync(contact, key, cancellation) ?? incoming.Time;
        return
            MailEvents.IsJudged(incoming.Type)
            && await contacts.FindTouchpointAsync(contact, key, time, cancellation) is { } first
            ? incoming with
            {
                Type = first.Type,
                Time = time,
                Data = first.Data,
            }
            : incoming with
            {
                Time = time,
            };
    }

    // Where the instances stand is read before the contact is, so that what is known of the contact then is fresh enough to
    // decide on, and need not be read a second time.
    private async Task LookAheadAsync(IncomingEvent incoming, CancellationToken cancellation)
    {
        if (WorkScope.Current is not null)
        {
            foreach (var instance in await ConcernedAsync(incoming, cancellation))
            {
                await TryLoadAsync(instance, cancellation);
            }
        }
    }

    // What cannot be read is met again when it is told.
    private async Task TryLoadAsync(string instance, CancellationToken cancellation)
    {
        try
        {
            await advance.LoadAsync(instance, cancellation);
        }
        catch (Exception fault) when (IsItsOwn(fault, cancellation)) { }
    }

    private async Task<IEnumerable<string>> ConcernedAsync(IncomingEvent incoming, CancellationToken cancellation) =>
        from journey in (await catalog.LiveAsync(cancellation)).Values
        where journey.Listening.Contains(incoming.Type)
        select InstanceId.For(journey.Journey, incoming.Contact).ToString();

    private async Task<Recording> RecordAsync(IncomingEvent incoming, CancellationToken cancellation)
    {
        var told = incoming.ContactFields;
        if (incoming.AccountFields.Text("id") is { } account)
        {
            if (await contacts.IsErasedAsync(incoming.Contact, cancellation))
            {
                return new Recording.Erased(Contact.Unknown(incoming.Contact));
            }

            // The account first: laying its fields twice is harmless, so a repetition mends what a crash interrupted.
            if (await accounts.MergeAsync(account, incoming.AccountFields, cancellation) is { } problem)
            {
                return new Recording.Refused(Contact.Unknown(incoming.Contact), problem);
            }

            told = told.With("account", FieldValue.Of(account));
        }

        var touchpoint = new Touchpoint(
            incoming.Key,
            incoming.Type,
            incoming.Time,
            incoming.Source,
            incoming.About,
            incoming.Data,
            told
        );
        return await contacts.RecordAsync(incoming.Contact, touchpoint, cancellation);
    }

    // One instance that cannot be told keeps none of the others from hearing of it.
    private async Task<ImmutableArray<string>> RouteAsync(IncomingEvent incoming, CancellationToken cancellation)
    {
        var reached = ImmutableArray.CreateBuilder<string>();
        ExceptionDispatchInfo? failed = null;
        foreach (var instance in await ConcernedAsync(incoming, cancellation))
        {
            var telling = new Telling(instance, incoming.Contact, new JourneyInput.EventArrived(incoming.ToFact()));
            try
            {
                if (await instances.TellAsync(telling, cancellation) is [AdvanceAnswer.Moved])
                {
                    reached.Add(instance);
                }
            }
            catch (Exception fault) when (IsItsOwn(fault, cancellation))
            {
                failed ??= ExceptionDispatchInfo.Capture(fault);
            }
        }

        failed?.Throw();
        return reached.ToImmutable();
    }
}
