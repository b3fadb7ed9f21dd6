using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>A contact's way through one journey, with the reason of every decision in words, and everything that was kept of it.</summary>
/// <param name="Id">The instance's id.</param>
/// <param name="Summary">Where it stands; null when only its history is left.</param>
/// <param name="State">What it is doing, as it is stored; null likewise.</param>
/// <param name="History">What happened and what was decided, from the first on.</param>
/// <param name="Effects">What was done for the contact, or is to be.</param>
public sealed record ExportedJourney(
    string Id,
    InstanceSummary? Summary,
    JsonElement? State,
    IReadOnlyList<ExportedMove> History,
    IReadOnlyList<ExportedEffect> Effects
)
{
    internal static ExportedJourney Of(string instance, IReadOnlyList<ContactFind> finds)
    {
        var effects = Rows(finds, ContactKinds.Effects).Select(LedgerRows.Read).ToList();
        var words = effects.ToDictionary(effect => effect.Id, effect => effect.What, StringComparer.Ordinal);
        var state = Rows(finds, ContactKinds.Instances).FirstOrDefault();
        return new(
            instance,
            state is null ? null : InstanceStore.Summary(state),
            state is null ? null : StateOf(instance, state),
            [.. Rows(finds, ContactKinds.History).Select(row => Move(row, words))],
            [.. effects.Select(Effect)]
        );
    }

    private static IEnumerable<TableRow> Rows(IReadOnlyList<ContactFind> finds, string kind) =>
        finds.Where(find => find.Kind == kind).Select(find => find.Row);

    private static JsonElement StateOf(string instance, TableRow row) =>
        JsonSerializer.SerializeToElement(InstanceRows.Read(instance, row).State, JourneyJson.Default.JourneyState);

    private static ExportedMove Move(TableRow row, Dictionary<string, string> words)
    {
        var record = HistoryRecord.Read(row);
        return new(
            InstancesEndpoint.Entry(record, words),
            JsonSerializer.SerializeToElement(record.Input, JourneyJson.Default.JourneyInput)
        );
    }

    private static ExportedEffect Effect(LedgerEntry entry) =>
        new(
            InstancesEndpoint.Entry(entry),
            entry.Effect is { } effect ? JsonSerializer.SerializeToElement(effect, JourneyJson.Default.Effect) : null
        );
}

/// <summary>One input that had a consequence.</summary>
/// <param name="Told">In words.</param>
/// <param name="Input">As it is stored.</param>
public sealed record ExportedMove(HistoryEntry Told, JsonElement Input);

/// <summary>One effect.</summary>
/// <param name="Told">In words.</param>
/// <param name="Work">As it is stored while it is to be done; null when it is over.</param>
public sealed record ExportedEffect(EffectEntry Told, JsonElement? Work);
