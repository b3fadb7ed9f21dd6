using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Access;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/instances</c>: one contact's way through one journey, and the operators' hand on it.</summary>
public sealed class InstancesEndpoint(InstanceStore store, Ledger ledger, IInstances instances)
{
    /// <summary>Where to look for an instance's id.</summary>
    internal const string Advice = "GET /api/journeys/{journey}/instances lists those there are.";

    private static readonly Dictionary<string, OperatorAction> Actions = Enum.GetValues<OperatorAction>()
        .ToDictionary(action => action.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary><c>GET /api/instances/{id}</c>: the instance with everything that happened to it.</summary>
    public async Task<IResult> GetAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } summary)
        {
            return Problems.NotFound("instance", id, Advice);
        }

        var effects = await ledger.OfInstanceAsync(id, cancellation);
        var words = effects.ToDictionary(effect => effect.Id, effect => effect.What, StringComparer.Ordinal);
        var history = await store.HistoryAsync(id, cancellation);
        var detail = new InstanceDetail(
            summary,
            [.. history.Select(record => Entry(record, words))],
            [.. effects.Select(Entry)]
        );
        return Results.Json(detail, ApiJson.Answers.InstanceDetail);
    }

    /// <summary><c>POST /api/instances/{id}/{action}</c>: pause, resume, cancel, retry or skip.</summary>
    public async Task<IResult> PostAsync(HttpRequest request, string id, string action, CancellationToken cancellation)
    {
        if (!Actions.TryGetValue(action, out var decided))
        {
            return Problems.NotFound("action", action, $"Known are {string.Join(", ", Actions.Keys)}.");
        }

        if (await store.FindAsync(id, cancellation) is not { } before)
        {
            return Problems.NotFound("instance", id, Advice);
        }

        var body = await request.ReadJsonAsync(ApiJson.Default.OperatorRequest, cancellation);
        var input = new JourneyInput.OperatorDecided(decided, request.By(body?.By) ?? "an operator", body?.Visit);
        var answers = await instances.TellAsync(new(id, before.Contact, input), cancellation);
        var after = await store.FindAsync(id, cancellation) ?? before;
        return Results.Json(
            new DecisionAnswer(answers[0] is AdvanceAnswer.Moved, answers[0].ToString(), after),
            ApiJson.Answers.DecisionAnswer
        );
    }

    internal static HistoryEntry Entry(HistoryRecord record, Dictionary<string, string> effects)
    {
        var looked = new Dictionary<string, FieldValue?>(StringComparer.Ordinal);
        foreach (var look in record.Looked)
        {
            looked[look.Path] = look.Value;
        }

        return new(
            record.Sequence,
            record.At.ToDateTimeOffset(),
            InputWords.Of(record.Input, effects),
            [
                .. record.Path.Select(passage => new DecisionEntry(
                    passage.Step,
                    passage.Because.ToString(),
                    passage.To,
                    passage.Because.Code.ToString()
                )),
            ],
            looked,
            record.Effects,
            record.Version
        );
    }

    internal static EffectEntry Entry(LedgerEntry entry) =>
        new(
            entry.Id,
            entry.Kind,
            entry.What,
            EffectStatusWords.Of(entry.Status),
            entry.Told,
            entry.DeliveredAt?.ToDateTimeOffset()
        );
}
