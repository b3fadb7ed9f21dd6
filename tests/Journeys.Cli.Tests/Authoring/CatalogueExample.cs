using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Journeys.Cli.Tests.Authoring;

/// <summary>
/// One example of <c>docs/diagnostics.md</c>: a block whose first line says which file it is (<c>json teams.json</c>), or
/// which part of a journey whose rest is in order (<c>json steps</c>, <c>json rules</c>), and how it is saved.
/// </summary>
internal sealed partial record CatalogueExample(string Code, string File, string[] Options, string Text)
{
    private const string Rules = """ "enter": { "on": "lead.created" }, "sending": { "class": "service" } """;

    private const string Asking = """
        "hello": { "email": "hello", "then": "call" },
        "call": { "task": "Call", "team": "inside-sales", "within": "1 day", "outcomes": { "spoke": "done" }, "late": "done" }
        """;

    private const string Mail = "<title>Hello</title> Hello. {{unsubscribeUrl}}";

    /// <summary>The example of a section; null when it has none.</summary>
    public static CatalogueExample? In(string code, string section) =>
        Block().Match(section) is { Success: true } block
        && block.Groups["info"].Value.Split(' ') is [_, var file, .. var options]
            ? new(code, file, options, block.Groups["text"].Value)
            : null;

    /// <summary>The workspace of the example: one journey, "test", one mail, "hello".</summary>
    public WrittenWorkspace Write()
    {
        var written = new WrittenWorkspace();
        Directory.Delete(Path.Combine(written.Root, "spring"), recursive: true);
        written.Write("fields.json", """{ "event": { "lead.created": {}, "meeting.booked": {} } }""");
        written.Write("test/journey.json", Journey());
        var journey = File == "journey.json" ? Text : Journey();
        if (Option("missing") != "hello" && journey.Contains("\"hello\"", StringComparison.Ordinal))
        {
            var mail = Option("plain") is null ? Mail : "<title>Hello</title> Hello.";
            written.Write("test/emails/hello.html", mail);
            if (Option("missing") is null)
            {
                written.Write("test/emails/hello.txt", mail);
            }
        }

        if (File is not ("steps" or "rules"))
        {
            written.Write(Place(), Saved());
            if (File.EndsWith(".html", StringComparison.Ordinal) && File != "hello.html")
            {
                written.Write($"test/emails/{Path.ChangeExtension(File, ".txt")}", Mail);
            }
        }

        return written;
    }

    /// <summary>The codes that it gives: its own, and one that comes with it.</summary>
    public IEnumerable<string> Codes => Option("with") is { } other ? [Code, other] : [Code];

    private string Place() =>
        File == "journey.json" ? "test/journey.json"
        : IsScenario ? $"test/tests/{File}"
        : File.EndsWith(".html", StringComparison.Ordinal) ? $"test/emails/{File}"
        : File;

    private string Journey()
    {
        var steps =
            File == "steps" ? Text
            : IsScenario ? Asking
            : Mailing() ? """ "hi": { "email": "hello", "then": "done" } """
            : "";
        var end = steps.Contains("\"done\":", StringComparison.Ordinal) ? "" : """ "done": { "end": "done" } """;
        var comma = steps.Length > 0 && end.Length > 0 ? "," : "";
        return $$"""
            { "journey": "test", "title": "A test", {{(
                File == "rules" ? Text : Rules
            )}}, "steps": { {{steps}}{{comma}}{{end}} } }
            """;
    }

    private bool IsScenario => File.EndsWith(".scenario.json", StringComparison.Ordinal);

    private bool Mailing() => File.EndsWith(".html", StringComparison.Ordinal) || File == "behaviour.json";

    private byte[] Saved()
    {
        var text = Text;
        if (Option("times") is { } times)
        {
            text = string.Concat(Enumerable.Repeat(text, int.Parse(times, CultureInfo.InvariantCulture)));
            text = File.EndsWith(".html", StringComparison.Ordinal) ? Mail + text : text;
        }

        if (Option("holidays") is { } days)
        {
            var first = new DateOnly(2026, 1, 1);
            var all = Enumerable.Range(0, int.Parse(days, CultureInfo.InvariantCulture));
            var dates = string.Join(", ", all.Select(day => $"\"{first.AddDays(day):yyyy-MM-dd}\""));
            text = text.Replace("[]", $"[{dates}]", StringComparison.Ordinal);
        }

        return Options.Contains("utf-16") ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]
            : Options.Contains("latin-1") ? Encoding.Latin1.GetBytes(text)
            : Encoding.UTF8.GetBytes(text);
    }

    private string? Option(string name) =>
        Options.FirstOrDefault(option => option.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    [GeneratedRegex(
        "\n```(?<info>[^\n]+)\n(?<text>.*?)\n```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Block();
}
