using System.Text.Json;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;

namespace Journeys.Runtime.Events;

/// <summary>The data of an event, taken apart by its conventions: <c>contact</c>, <c>account</c>, <c>effect</c>, the rest.</summary>
internal sealed record EventData(string? About, Fields Contact, Fields Account, Fields Other)
{
    /// <summary>Takes an object apart; null with the problem when it breaks a convention or a limit.</summary>
    public static EventData? Take(JsonElement data, out string problem)
    {
        try
        {
            var fields = data.ValueKind == JsonValueKind.Undefined ? Fields.Empty : FieldsJson.From(data);
            return Split(fields, out problem);
        }
        catch (JsonException limit)
        {
            problem = $"\"data\" cannot be kept: {limit.Message}";
            return null;
        }
    }

    private static EventData? Split(Fields fields, out string problem)
    {
        var account = Under(fields, "account.");
        problem = Scalar(fields, "contact") ?? Scalar(fields, "account") ?? Effect(fields) ?? "";
        if (problem.Length == 0 && account.Count > 0)
        {
            // The id becomes a key, so it is brought into the form in which it is looked up.
            _ = ContactKey.TryFromAccount(account["id"]?.ToString(), out var id, out problem);
            account = account.With("id", FieldValue.Of(id));
        }

        return problem.Length > 0 ? null : new(fields.Text("effect"), Under(fields, "contact."), account, Rest(fields));
    }

    private static string? Scalar(Fields fields, string name) =>
        fields[name] is { } value ? $"\"data.{name}\" must be an object with named values, found {Kind(value)}" : null;

    private static string? Effect(Fields fields) =>
        fields["effect"] switch
        {
            null when fields.Any(field => field.Key.StartsWith("effect.", StringComparison.Ordinal)) =>
                "\"data.effect\" must be the id of an effect, found an object",
            null => null,
            FieldValue.Text { Value.Length: > 0 and <= EventLimits.AttributeLength } => null,
            var other =>
                $"\"data.effect\" must be the id of an effect (1 to {EventLimits.AttributeLength} characters), found {Kind(other)}",
        };

    private static Fields Under(Fields fields, string prefix) =>
        Fields.Of(
            fields
                .Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(field => KeyValuePair.Create(field.Key[prefix.Length..], field.Value))
        );

    private static Fields Rest(Fields fields) =>
        Fields.Of(
            fields.Where(field =>
                field.Key != "effect"
                && !field.Key.StartsWith("contact.", StringComparison.Ordinal)
                && !field.Key.StartsWith("account.", StringComparison.Ordinal)
            )
        );

    private static string Kind(FieldValue value) =>
        value switch
        {
            FieldValue.Text { Value: "" } => "empty text",
            FieldValue.Text => "text",
            FieldValue.Number => "a number",
            FieldValue.Flag => "true or false",
            _ => "a list",
        };
}
