using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Reads what is known before anything happens.</summary>
internal sealed class GivenReader(ScenarioScope scope)
{
    public Given? Read(JsonTree.Object tree)
    {
        var keys = new KeyReader(tree, "\"given\"", scope.Bag);
        keys.Only("contact", "account", "before", "at");
        var at = keys.Text("at") is { } text ? scope.Times.Absolute(text) : null;
        var account = scope.Fields(keys, "account", "account");
        if (keys.Object("contact") is not { } known || at is not { } start)
        {
            return null;
        }

        var profile = scope.Fields(keys, "contact", "contact");
        if ((profile.Text("id") ?? profile.Text("email")) is not { Length: > 0 } id)
        {
            scope.Bag.Error("J101", known.At, "the contact needs an \"id\" or an \"email\"");
            return null;
        }

        var contact = Contact.Unknown(id) with { Profile = profile.With("id", null) };
        return new(Before(keys, start).Aggregate(contact, HubRules.Apply), account, start);
    }

    private IEnumerable<Touchpoint> Before(KeyReader keys, Instant start)
    {
        return keys.Has("before")
            ? ScenarioReader
                .Items(keys, "before", scope.Bag)
                .Select((item, i) => Earlier(item, i, start))
                .OfType<Touchpoint>()
            : [];
    }

    private Touchpoint? Earlier(JsonTree.Object item, int number, Instant start)
    {
        var keys = new KeyReader(item, "an earlier touchpoint", scope.Bag);
        keys.Only("at", "event", "data", "contact");
        var at = keys.Text("at") is { } text ? scope.Times.Absolute(text) : null;
        if (keys.Text("event") is not { } type || at is not { } time)
        {
            return null;
        }

        keys.CheckEventType(type.Value, type.At);
        if (time >= start)
        {
            var words = ScenarioTime.Words(start, scope.Definition.TimeZone);
            scope.Bag.Error("J602", type.At, $"what happened before lies before the start, {words}");
        }

        return new(
            $"before-{number + 1}",
            type.Value,
            time,
            "scenario",
            null,
            scope.Fields(keys, "data"),
            scope.Fields(keys, "contact", "contact")
        );
    }
}
