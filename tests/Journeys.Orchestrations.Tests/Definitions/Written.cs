using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Journeys.Orchestrations.Definitions;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>Journeys written in a test: it gives the rules and steps that matter, and gets the rest.</summary>
internal static partial class Written
{
    public const string Rules = """
        "enter": { "on": "lead.created" }
        """;

    /// <summary>Open from Monday to Friday, 09:00 to 17:00 in Berlin, but not on Good Friday and Easter Monday.</summary>
    public const string Calendar = """
        {
          "calendar": "business", "timeZone": "Europe/Berlin",
          "hours": { "monday": "09:00-17:00", "tuesday": "09:00-17:00", "wednesday": "09:00-17:00",
                     "thursday": "09:00-17:00", "friday": "09:00-17:00" },
          "holidays": ["2026-04-03", "2026-04-06"]
        }
        """;

    /// <summary>A journey in Berlin's time with these rules and steps; every mail it names exists.</summary>
    public static string Journey(string steps, string rules = Rules) =>
        $$"""
            { "journey": "test", "title": "A test", "timeZone": "Europe/Berlin", {{rules}}, "steps": { {{steps}} } }
            """;

    public static JourneySources Sources(string journey) =>
        new(
            "workspace/test",
            journey,
            Mail()
                .Matches(journey)
                .Select(match => match.Groups["name"].Value)
                .Distinct(StringComparer.Ordinal)
                .ToImmutableSortedDictionary(name => $"{name}.html", _ => "<title>Hello</title>"),
            ImmutableSortedDictionary<string, string>.Empty.Add("business", Calendar)
        );

    public static JourneyDefinition Read(string journey)
    {
        var reading = DefinitionReader.Read(Sources(journey));
        Assert.Empty(reading.Diagnostics);
        return reading.Definition!;
    }

    [GeneratedRegex("\"email\": *\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mail();
}
