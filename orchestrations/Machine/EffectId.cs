using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// What an effect is called: <c>{instance}~{run}.{visit}.{attempt}.{ordinal}</c>. It names the work, not the moment, so
/// the same work has the same id however often it is done. Safe as a table key and as a Durable id.
/// </summary>
/// <param name="Instance">The instance.</param>
/// <param name="Run">The instance's run, from 1.</param>
/// <param name="Visit">The number of the step visit within the run, from 1.</param>
/// <param name="Attempt">The attempt at that visit's work, from 1.</param>
/// <param name="Ordinal">Which of the attempt's effects, from 1.</param>
public readonly record struct EffectId(string Instance, int Run, int Visit, int Attempt, int Ordinal)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Instance}~{Run}.{Visit}.{Attempt}.{Ordinal}");

    /// <summary>
    /// The work without the attempt: what other systems know it by, who must see that a second attempt is the same work. It
    /// has no dots, which separate the parts of a webhook's signature.
    /// </summary>
    public string Work => string.Create(CultureInfo.InvariantCulture, $"{Instance}~{Run}-{Visit}-{Ordinal}");

    /// <summary>Reads an id back; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EffectId id)
    {
        id = default;
        var tilde = text?.LastIndexOf('~') ?? -1;
        if (tilde <= 0)
        {
            return false;
        }

        Span<Range> parts = stackalloc Range[5];
        var numbers = text.AsSpan(tilde + 1);
        if (
            numbers.Split(parts, '.') != 4
            || !TryNumber(numbers[parts[0]], out var run)
            || !TryNumber(numbers[parts[1]], out var visit)
            || !TryNumber(numbers[parts[2]], out var attempt)
            || !TryNumber(numbers[parts[3]], out var ordinal)
        )
        {
            return false;
        }

        id = new(text![..tilde], run, visit, attempt, ordinal);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
