using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>
/// Says why a contact is not in a journey, by asking the machine what the contact's newest events would do now. Nothing is
/// stored: the machine is pure.
/// </summary>
public sealed class WhyNot(
    JourneyCatalog catalog,
    Publications publications,
    InstanceStore store,
    Advance advance,
    ContactStore contacts,
    FactsReader facts
)
{
    // How many events are judged, and how far back they are looked for.
    private const int Judged = 5;

    private const string BeforeJourney = "BeforeJourney";

    private const string Note =
        "It is judged by the live version and with what is known now; when an event came, another version may have been live "
        + "and other things may have been known.";

    /// <summary>The answer.</summary>
    /// <param name="live">The journey.</param>
    /// <param name="contact">The contact's key.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<WhyNotAnswer> AskAsync(LiveJourney live, string contact, CancellationToken cancellation)
    {
        var instance = InstanceId.For(live.Journey, contact).ToString();
        var summary = await store.FindAsync(instance, cancellation);
        var standing = await advance.LoadAsync(instance, cancellation);
        var definition = (await catalog.GetAsync(live.Journey, live.Version, cancellation)).Definition;
        var known = await facts.ReadAsync(contact, cancellation);
        var isInside = summary is not null && !standing.TakesLiveVersion;
        var events = isInside ? [] : await EventsAsync(definition, standing.State, contact, known, cancellation);
        return new(
            live.Journey,
            contact,
            live.Version,
            known.Now.ToDateTimeOffset(),
            isInside ? Inside(summary!) : Outside(definition, events),
            summary,
            definition.Entry.On,
            definition.Entry.If?.Words,
            events,
            Note
        );
    }

    private static string Inside(InstanceSummary summary) =>
        $"It is inside: {summary.Status} at \"{summary.Step}\" since {At(summary.Since)}, in run {summary.Run}."
        + (summary.Because is null ? "" : $" It is held: {summary.Because}.");

    private static string Outside(JourneyDefinition definition, IReadOnlyList<WhyNotEvent> events) =>
        (definition.Entry.On, events) switch
        {
            ({ IsEmpty: true }, _) => "Only another journey's start step brings contacts here.",
            (var on, []) => $"No event that starts the journey ever came from the contact: {string.Join(", ", on)}.",
            (_, [{ Enters: true } newest, ..]) =>
                $"{newest.Type} of {At(newest.At)} would start it now. When it came, it did not.",
            (_, [var newest, ..]) => $"{newest.Type} of {At(newest.At)} does not start it: {newest.Because}.",
        };

    private async Task<IReadOnlyList<WhyNotEvent>> EventsAsync(
        JourneyDefinition definition,
        JourneyState state,
        string contact,
        Facts known,
        CancellationToken cancellation
    )
    {
        var (newest, _) = await contacts.TouchpointsAsync(contact, TableLimits.PageRows, null, cancellation);
        var first = await publications.FirstAsync(definition.Name, cancellation);
        return
        [
            .. newest
                .Where(touchpoint => definition.Entry.On.Contains(touchpoint.Type))
                .Take(Judged)
                .Select(touchpoint => Judge(definition, state, touchpoint, known, first)),
        ];
    }

    private static WhyNotEvent Judge(
        JourneyDefinition definition,
        JourneyState state,
        Touchpoint touchpoint,
        Facts known,
        Instant? first
    )
    {
        var happened = new EventFact(
            touchpoint.Id,
            touchpoint.Type,
            touchpoint.Time,
            touchpoint.About,
            touchpoint.Data
        );
        var outcome = JourneyMachine.Apply(definition, state, new JourneyInput.EventArrived(happened), known);
        var (enters, because, looked) = outcome switch
        {
            Outcome.Moved { Next: JourneyState.Held held } moved when held.Visit.Number == 0 => (
                false,
                held.Because,
                moved.Looked
            ),
            // What the first steps would look at is no part of the question.
            Outcome.Moved moved => (
                true,
                moved.Path[0].Because,
                [.. moved.Looked.Where(look => definition.Entry.If?.Paths.Contains(look.Path) == true)]
            ),
            Outcome.Ignored ignored => (false, ignored.Because, ignored.Looked),
            _ => throw new System.Diagnostics.UnreachableException($"{outcome.GetType().Name} is no outcome"),
        };
        var isTooOld = enters && touchpoint.Time < first;
        return new(
            touchpoint.Time.ToDateTimeOffset(),
            touchpoint.Type,
            enters && !isTooOld,
            isTooOld ? $"it happened before the journey was first published ({At(first!.Value.ToDateTimeOffset())})"
                : because.Code == ReasonCode.Duplicate ? "it started the run that is over"
                : because.ToString(),
            isTooOld ? BeforeJourney : because.Code.ToString(),
            Values(looked)
        );
    }

    private static Dictionary<string, FieldValue?> Values(IEnumerable<Look> looked)
    {
        var values = new Dictionary<string, FieldValue?>(StringComparer.Ordinal);
        foreach (var look in looked)
        {
            values[look.Path] = look.Value;
        }

        return values;
    }

    private static string At(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
