using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Journeys.Orchestrations.Values;

/// <summary>
/// One value that a decision may look at: a field of a contact, of an account or of an event. A closed hierarchy that
/// mirrors JSON's scalars and lists of them; objects are flattened into <see cref="Fields"/> under dotted names.
/// </summary>
[JsonConverter(typeof(FieldValueJson))]
public abstract record FieldValue
{
    private FieldValue() { }

    /// <summary>The value as a person would read it: no quotes, invariant culture, lists joined with a comma.</summary>
    public abstract override string ToString();

    public static FieldValue Of(string text) => new Text(text);

    public static FieldValue Of(decimal number) => new Number(number);

    public static FieldValue Of(bool flag) => flag ? Flag.True : Flag.False;

    /// <summary>A JSON string. Dates and instants are text too (ISO 8601); the operators that need a date read it.</summary>
    public sealed record Text(string Value) : FieldValue
    {
        public override string ToString() => Value;
    }

    /// <summary>A JSON number, exact to 28 digits.</summary>
    public sealed record Number(decimal Value) : FieldValue
    {
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A JSON boolean.</summary>
    public sealed record Flag(bool Value) : FieldValue
    {
        public static readonly Flag True = new(true);
        public static readonly Flag False = new(false);

        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A JSON array of scalars. Equal when the items are equal, in order.</summary>
    public sealed record Many(ImmutableArray<FieldValue> Items) : FieldValue
    {
        public bool Equals(Many? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        public override int GetHashCode() => Items.Length == 0 ? 0 : HashCode.Combine(Items.Length, Items[0]);

        public override string ToString() => string.Join(", ", Items);
    }
}
