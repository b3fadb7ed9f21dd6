namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>The colour of each verb, readable on white and on black.</summary>
internal static class Colours
{
    public static readonly IReadOnlyList<(string Verb, string Colour)> All =
    [
        ("enter", "#12875f"),
        ("email", "#2f7fd1"),
        ("wait", "#b7791f"),
        ("waitFor", "#b7791f"),
        ("branch", "#8a63d2"),
        ("split", "#8a63d2"),
        ("task", "#d1495b"),
        ("handoff", "#d1495b"),
        ("notify", "#d9722e"),
        ("webhook", "#4b8b94"),
        ("update", "#4b8b94"),
        ("emit", "#4b8b94"),
        ("start", "#4b8b94"),
        ("end", "#6b7780"),
    ];
}
