namespace Journeys.Orchestrations.Diagnostics;

/// <summary>Finds the word that an author most likely meant.</summary>
public static class DidYouMean
{
    // Longer words are not typing errors of anything, and the comparison costs the square of the length.
    private const int LongestWord = 100;

    /// <summary>
    /// The closest candidate as a sentence with a leading space, <c> Did you mean "qualify"?</c>; empty when none is close.
    /// Close means: at most one in three letters missing, added, changed or swapped with its neighbour, and at least one
    /// may be; capitals do not count. Of equally close ones the first is taken.
    /// </summary>
    public static string For(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return "";
        }

        var (best, closest) = ((string?)null, Math.Max(1, word.Length / 3) + 1);
        foreach (var candidate in candidates)
        {
            if (
                candidate.Length <= LongestWord
                && candidate != word
                && Math.Abs(candidate.Length - word.Length) < closest
                && Distance(word, candidate) is var distance
                && distance < closest
            )
            {
                (best, closest) = (candidate, distance);
            }
        }

        return best is null ? "" : $" Did you mean \"{best}\"?";
    }

    // Damerau and Levenshtein's distance, in the variant that changes no part of a word twice: three rows are enough.
    private static int Distance(string word, string other)
    {
        Span<int> before = stackalloc int[other.Length + 1];
        Span<int> above = stackalloc int[other.Length + 1];
        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= word.Length; i++)
        {
            var oldest = before;
            before = above;
            above = row;
            row = oldest;
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = Same(word[i - 1], other[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && Same(word[i - 1], other[j - 2]) && Same(word[i - 2], other[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[other.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
