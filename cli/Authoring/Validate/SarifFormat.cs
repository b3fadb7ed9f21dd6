using System.Text;
using System.Text.Json;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>
/// The findings as SARIF 2.1.0 (OASIS), which code scanning and editors read. Each code is a rule, with its section of the
/// catalogue as help.
/// </summary>
internal static class SarifFormat
{
    private const string Schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    // Markdown stays readable; the log is no part of a web page.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(Findings findings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            var rules = findings.All.Select(found => found.Code).Distinct().Order(StringComparer.Ordinal).ToList();
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            WriteDriver(json, rules);
            json.WriteEndObject();
            // Places are counted as in .NET and in editors.
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var found in findings.All)
            {
                WriteResult(json, found, rules.IndexOf(found.Code));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void WriteDriver(Utf8JsonWriter json, IEnumerable<string> rules)
    {
        json.WriteStartObject("driver");
        json.WriteString("name", "Journeys");
        json.WriteString("version", typeof(SarifFormat).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("rules");
        foreach (var code in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", code);
            if (Catalogue.Find(code) is { } entry)
            {
                WriteText(json, "shortDescription", entry.Title);
                json.WriteStartObject("help");
                json.WriteString("text", entry.Text);
                json.WriteString("markdown", entry.Text);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding found, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", found.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(found.Severity));
        WriteText(json, "message", found.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Address(found));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", found.At.Line);
        json.WriteNumber("startColumn", found.At.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) =>
        severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "note",
        };

    // Below the current folder as a relative reference (RFC 3986), elsewhere as a file's address.
    private static string Address(Finding found) =>
        found.Shown.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(found.Shown)
            ? new Uri(found.Full).AbsoluteUri
            : string.Join('/', found.Shown.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
