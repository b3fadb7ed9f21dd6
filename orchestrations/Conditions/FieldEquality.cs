using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Conditions;

/// <summary>When two values are the same to a condition.</summary>
internal static class FieldEquality
{
    /// <summary>Texts are the same whatever their capitals; else values of one kind are when they are equal.</summary>
    public static bool Same(FieldValue a, FieldValue b) =>
        (a, b) switch
        {
            (FieldValue.Text x, FieldValue.Text y) => x.Value.Equals(y.Value, StringComparison.OrdinalIgnoreCase),
            (FieldValue.Number x, FieldValue.Number y) => x.Value == y.Value,
            (FieldValue.Flag x, FieldValue.Flag y) => x.Value == y.Value,
            _ => false,
        };

    /// <summary>Whether two values can be compared at all: both texts, both numbers, or both true or false.</summary>
    public static bool Comparable(FieldValue a, FieldValue b) =>
        (a, b)
            is
                (FieldValue.Text, FieldValue.Text)
                or
                (FieldValue.Number, FieldValue.Number)
                or
                (FieldValue.Flag, FieldValue.Flag);
}
