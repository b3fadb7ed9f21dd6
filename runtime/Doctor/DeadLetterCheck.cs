using Journeys.Runtime.DeadLetters;

namespace Journeys.Runtime.Doctor;

/// <summary>Counts the dead letters that wait, by kind.</summary>
public sealed class DeadLetterCheck(DeadLetterList list)
{
    private const int Portion = 200;

    /// <summary>Counts them.</summary>
    public async Task CheckAsync(Examination into, CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var (letters, next) = await list.ReadAsync(new DeadLetterFilter(), Portion, after, cancellation);
            foreach (var letter in letters)
            {
                into.Note(Ailment.DeadLetters, null, Words(letter.Kind), letter.Id, letter.At);
            }

            after = next;
        } while (after is not null);
    }

    private static string Words(DeadKind kind) =>
        kind switch
        {
            DeadKind.Event => "events that were refused",
            DeadKind.Message => "messages that could not be read",
            _ => "effects that failed for good",
        };
}
