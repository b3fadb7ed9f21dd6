using System.Globalization;
using CsvHelper;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>One row of <c>leads.csv</c>: a person, the account, and what the person does first.</summary>
/// <param name="Id">The contact's key: an address.</param>
/// <param name="Texts">All columns by name; empty ones are left out.</param>
/// <param name="Trigger"><c>whitepaper</c>, <c>webinar</c> or <c>dormant</c>.</param>
/// <param name="At">When the person does it.</param>
internal sealed record Lead(string Id, IReadOnlyDictionary<string, string> Texts, string Trigger, Instant At)
{
    /// <summary>A column's text; null when the row has none.</summary>
    public string? this[string column] => Texts.GetValueOrDefault(column);

    /// <summary>Reads the first rows of the file, in its order.</summary>
    /// <param name="file">A CSV file with the columns of <c>workspace/leads/leads.csv</c>.</param>
    /// <param name="most">How many rows.</param>
    /// <param name="firstDay">The midnight (UTC) that <c>triggerDay</c> and <c>triggerTime</c> count from.</param>
    /// <exception cref="DemoException">There is no such file, or a row cannot be used.</exception>
    public static IReadOnlyList<Lead> Read(string file, int most, Instant firstDay)
    {
        if (!File.Exists(file))
        {
            throw new DemoException($"The demo's contacts come from {file}, and there is no such file.");
        }

        using var csv = CsvReader.FromFile(file);
        var leads = new List<Lead>();
        while (leads.Count < most && csv.Read())
        {
            leads.Add(Of(csv, file, firstDay));
        }

        return leads.Count > 0 ? leads : throw new DemoException($"There are no contacts in {file}.");
    }

    private static Lead Of(CsvReader csv, string file, Instant firstDay)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in csv.Headers)
        {
            if (csv.GetString(column) is { Length: > 0 } value)
            {
                texts[column] = value;
            }
        }

        return
            texts.TryGetValue("id", out var id)
            && texts.TryGetValue("trigger", out var trigger)
            && int.TryParse(texts.GetValueOrDefault("triggerDay"), NumberStyles.None, null, out var day)
            && TimeOnly.TryParseExact(texts.GetValueOrDefault("triggerTime"), "HH:mm", out var time)
            ? new(id, texts, trigger, firstDay + Duration.FromDays(day) + Duration.FromTicks(time.Ticks))
            : throw new DemoException(
                $"{file}: row {csv.RowNumber} needs id, trigger, triggerDay (0 to 6) and triggerTime (07:30)."
            );
    }
}
