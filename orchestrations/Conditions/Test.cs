using System.Collections.Immutable;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Conditions;

/// <summary>
/// How a comparison judges a value. Texts are compared without regard to capitals, numbers as numbers; a text is never a
/// number, even if it looks like one. What cannot be compared is unknown, not false.
/// </summary>
public abstract record Test
{
    private Test() { }

    /// <summary>The test in words, to be read after the path.</summary>
    public abstract string Words { get; }

    /// <summary>Judges a value; only <see cref="Exists"/> is asked about one that is absent.</summary>
    internal abstract Truth Of(FieldValue? value, Instant now);

    /// <summary>What it expected, for a value that it could not judge.</summary>
    private protected abstract string Expected { get; }

    /// <summary>Why a value could not be judged, to be read after the path.</summary>
    internal string Mismatch(FieldValue value)
    {
        var shown = value.ToString();
        return $"is {(shown.Length > 60 ? shown[..60] + "…" : shown)}, {Kind(value)}, and not {Expected}";
    }

    /// <summary>The value is one of these; with one of them only, it is that.</summary>
    /// <param name="Not">Whether it must be none of them.</param>
    public sealed record Is(ImmutableArray<FieldValue> Values, bool Not) : Test
    {
        public override string Words =>
            (Values.Length == 1, Not) switch
            {
                (true, false) => $"is {Values[0]}",
                (true, true) => $"is not {Values[0]}",
                (false, false) => $"is one of {string.Join(", ", Values)}",
                (false, true) => $"is none of {string.Join(", ", Values)}",
            };

        private protected override string Expected => string.Join(" or ", Values.Select(Kind).Distinct());

        internal override Truth Of(FieldValue? value, Instant now)
        {
            var comparable = false;
            foreach (var wanted in Values)
            {
                if (FieldEquality.Same(value!, wanted))
                {
                    return Not ? Truth.False : Truth.True;
                }

                comparable |= FieldEquality.Comparable(value!, wanted);
            }

            return !comparable ? Truth.Unknown
                : Not ? Truth.True
                : Truth.False;
        }

        public bool Equals(Is? other) =>
            other is not null && Not == other.Not && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Values.Length, Not);
    }

    /// <summary>There is a value, or there is none.</summary>
    public sealed record Exists(bool Wanted) : Test
    {
        public override string Words => Wanted ? "is known" : "is not known";

        private protected override string Expected => "anything";

        internal override Truth Of(FieldValue? value, Instant now) =>
            value is not null == Wanted ? Truth.True : Truth.False;
    }

    /// <summary>The number lies on one side of a bound.</summary>
    public sealed record Number(Order Order, decimal Bound) : Test
    {
        public override string Words =>
            Order switch
            {
                Order.Above => $"is above {FieldValue.Of(Bound)}",
                Order.AtLeast => $"is at least {FieldValue.Of(Bound)}",
                Order.Below => $"is below {FieldValue.Of(Bound)}",
                _ => $"is at most {FieldValue.Of(Bound)}",
            };

        private protected override string Expected => "a number";

        internal override Truth Of(FieldValue? value, Instant now) =>
            value is not FieldValue.Number number ? Truth.Unknown
            : Lies(number.Value) ? Truth.True
            : Truth.False;

        private bool Lies(decimal value) =>
            Order switch
            {
                Order.Above => value > Bound,
                Order.AtLeast => value >= Bound,
                Order.Below => value < Bound,
                _ => value <= Bound,
            };
    }

    /// <summary>The text begins or ends with another; or it, or a list of values, contains it.</summary>
    public sealed record Part(Where Where, FieldValue Value) : Test
    {
        public override string Words =>
            Where switch
            {
                Where.Anywhere => $"contains {Value}",
                Where.Start => $"starts with {Value}",
                _ => $"ends with {Value}",
            };

        private protected override string Expected =>
            (Where, Value) switch
            {
                (Where.Anywhere, FieldValue.Text) => "a text or a list",
                (Where.Anywhere, _) => "a list",
                _ => "a text",
            };

        internal override Truth Of(FieldValue? value, Instant now) =>
            (value, Value, Where) switch
            {
                (FieldValue.Many many, _, Where.Anywhere) => Among(many),
                (FieldValue.Text text, FieldValue.Text part, _) => Within(text.Value, part.Value),
                _ => Truth.Unknown,
            };

        private Truth Among(FieldValue.Many many)
        {
            foreach (var item in many.Items)
            {
                if (FieldEquality.Same(item, Value))
                {
                    return Truth.True;
                }
            }

            return Truth.False;
        }

        private Truth Within(string text, string part) =>
            Where switch
            {
                Where.Anywhere => text.Contains(part, StringComparison.OrdinalIgnoreCase),
                Where.Start => text.StartsWith(part, StringComparison.OrdinalIgnoreCase),
                _ => text.EndsWith(part, StringComparison.OrdinalIgnoreCase),
            }
                ? Truth.True
                : Truth.False;
    }

    /// <summary>The date lies before or after a moment; a date without time or offset is read in UTC.</summary>
    public sealed record Date(bool Before, Moment Moment) : Test
    {
        public override string Words => $"is {(Before ? "before" : "after")} {Moment.Words}";

        private protected override string Expected => "a date";

        internal override Truth Of(FieldValue? value, Instant now) =>
            value is not FieldValue.Text text
            || !Times.WallTime.TryParseMoment(text.Value, DateTimeZone.Utc, out var date)
                ? Truth.Unknown
            : (Before ? date < Moment.At(now) : date > Moment.At(now)) ? Truth.True
            : Truth.False;
    }

    internal static string Kind(FieldValue value) =>
        value switch
        {
            FieldValue.Text => "a text",
            FieldValue.Number => "a number",
            FieldValue.Flag => "true or false",
            _ => "a list",
        };
}

/// <summary>On which side of a bound a number lies.</summary>
public enum Order
{
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// <summary>Where in a text another is looked for.</summary>
public enum Where
{
    Anywhere,
    Start,
    End,
}
