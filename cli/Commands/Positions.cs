using System.Text.Json;

namespace Journeys.Cli.Commands;

/// <summary>Tells where JSON goes wrong.</summary>
internal static class Positions
{
    /// <summary>Line and column, both from 1, as a compiler says them.</summary>
    public static string Place(JsonException e) => $"{e.LineNumber + 1}:{e.BytePositionInLine + 1}";

    /// <summary>What is wrong, without the position and the advice to programmers that .NET adds at the end.</summary>
    public static string Words(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var words = end < 0 ? e.Message : e.Message[..end];
        return words.Replace(" Change the reader options.", "").Replace(" in this mode", "");
    }
}
