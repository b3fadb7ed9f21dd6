using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Conditions;

/// <summary>
/// Compares one value with what the author wrote. A value that is absent makes it unknown, except to a test that asks just
/// that (<see cref="Test.Exists"/>).
/// </summary>
/// <param name="Path">What is looked at: <c>contact.country</c>.</param>
/// <param name="Test">How it is judged.</param>
public sealed record Comparison(string Path, Test Test) : Condition
{
    // Made once: a missing field is an everyday answer and should cost nothing.
    private readonly Unresolved absent = new(Path, "is not known");

    public override string Words => $"{Path} {Test.Words}";

    public override IEnumerable<string> Paths => [Path];

    public override IEnumerable<string> EventTypes => [];

    public override Truth Holds(Sight sight, out Unresolved? because)
    {
        var value = sight.Look(Path);
        because = null;
        if (value is null && Test is not Test.Exists)
        {
            because = absent;
            return Truth.Unknown;
        }

        var truth = Test.Of(value, sight.Now);
        if (truth == Truth.Unknown)
        {
            because = new(Path, Test.Mismatch(value!));
        }

        return truth;
    }

    public bool Equals(Comparison? other) => other is not null && Path == other.Path && Test == other.Test;

    public override int GetHashCode() => HashCode.Combine(Path, Test);
}
