using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Journeys.Bench;

/// <summary>What one benchmark found.</summary>
/// <param name="Name">The command that made it.</param>
/// <param name="Title">What was measured, in words.</param>
/// <param name="Figures">The figures, the most telling first.</param>
internal sealed record Report(string Name, string Title, IReadOnlyList<Figure> Figures)
{
    /// <summary>The report for people: one figure a line.</summary>
    public static string Text(Report report)
    {
        var text = new StringBuilder().AppendLine(report.Title);
        foreach (var figure in report.Figures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {figure.Shown, 14} {figure.Unit, -22} {figure.Name}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>The reports for programs: one document, each figure under its name.</summary>
    public static string Json(IEnumerable<Report> reports)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var report in reports)
            {
                json.WriteStartObject(report.Name);
                foreach (var figure in report.Figures)
                {
                    json.WriteNumber($"{figure.Name} ({figure.Unit})", Math.Round(figure.Value, 3));
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

/// <summary>One figure.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>The value with as many digits as mean something.</summary>
    public string Shown =>
        Value.ToString(
            Math.Abs(Value) >= 100 ? "N0"
                : Math.Abs(Value) >= 10 ? "N1"
                : "N2",
            CultureInfo.InvariantCulture
        );
}
