using System.Collections;
using System.Text.Json.Serialization;

namespace Journeys.Orchestrations.Values;

/// <summary>
/// Named values: what is known of a contact or an account, or the data of an event. Nested objects are flattened, so
/// <c>{ "consent": { "marketing": true } }</c> is the one field <c>consent.marketing</c>; names compare ordinally. A
/// field that is null in JSON is absent. Immutable, and equal to another when both hold the same values.
/// </summary>
[JsonConverter(typeof(FieldsJson))]
public sealed class Fields : IReadOnlyCollection<KeyValuePair<string, FieldValue>>, IEquatable<Fields>
{
    /// <summary>The most fields one object may hold: more than any CRM record, and a bound on hostile input.</summary>
    public const int Limit = 500;

    /// <summary>The deepest nesting that is flattened; deeper JSON is refused.</summary>
    public const int DepthLimit = 8;

    public static readonly Fields Empty = new(new Dictionary<string, FieldValue>(StringComparer.Ordinal));

    private readonly Dictionary<string, FieldValue> values;

    private Fields(Dictionary<string, FieldValue> values) => this.values = values;

    public int Count => values.Count;

    /// <summary>The value under a dotted name, or null when the field is absent.</summary>
    public FieldValue? this[string name] => values.GetValueOrDefault(name);

    /// <inheritdoc cref="this[string]"/>
    public FieldValue? this[ReadOnlySpan<char> name] =>
        values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var value) ? value : null;

    public static Fields Of(params IEnumerable<KeyValuePair<string, FieldValue>> entries)
    {
        var gathered = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
        {
            gathered[name] = value;
        }

        return gathered.Count == 0 ? Empty : new(gathered);
    }

    /// <summary>The text under a name, or null when it is absent or not text.</summary>
    public string? Text(string name) => (this[name] as FieldValue.Text)?.Value;

    /// <summary>These fields with the other's laid over them.</summary>
    public Fields With(Fields other) =>
        other.Count == 0 ? this
        : Count == 0 ? other
        : Of(values.Concat(other.values));

    /// <summary>These fields with one changed, or removed when the value is null.</summary>
    public Fields With(string name, FieldValue? value)
    {
        var changed = new Dictionary<string, FieldValue>(values, StringComparer.Ordinal);
        if (value is null)
        {
            changed.Remove(name);
        }
        else
        {
            changed[name] = value;
        }

        return new(changed);
    }

    public bool Equals(Fields? other) =>
        other is not null
        && Count == other.Count
        && values.All(pair => other.values.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));

    public override bool Equals(object? obj) => Equals(obj as Fields);

    public override int GetHashCode() => Count;

    public IEnumerator<KeyValuePair<string, FieldValue>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
