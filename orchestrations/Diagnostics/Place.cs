namespace Journeys.Orchestrations.Diagnostics;

/// <summary>A place in a text file, as editors count it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in UTF-16 characters: an emoji counts as two.</param>
public readonly record struct Place(int Line, int Column)
{
    /// <summary>Where a file begins; also the place of what concerns the file as a whole.</summary>
    public static readonly Place Start = new(1, 1);

    public override string ToString() => $"{Line}:{Column}";
}
