using Spectre.Console;

namespace Journeys.Cli.Output;

/// <summary>A text and how it looks.</summary>
/// <param name="Style">A style in Spectre's words: <c>red</c>, <c>bold</c>, <c>grey</c>; null for plain.</param>
internal readonly record struct Cell(string Text, string? Style = null)
{
    public static implicit operator Cell(string? text) => new(text ?? "");

    public static implicit operator Cell(int number) => new(number.ToString());

    /// <summary>A text in this cell's style.</summary>
    public string Markup(string text) =>
        Style is null || text.Length == 0 ? text.EscapeMarkup() : $"[{Style}]{text.EscapeMarkup()}[/]";
}
