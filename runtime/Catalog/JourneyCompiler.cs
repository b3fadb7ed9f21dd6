using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// Makes a journey ready to run: reads its definition, compiles its mails and checks the templates in its steps. What
/// passes here does not fail for its form when it runs.
/// </summary>
public static class JourneyCompiler
{
    /// <summary>Compiles a journey.</summary>
    /// <param name="sources">Its files.</param>
    /// <param name="fields">The text of the workspace's <c>fields.json</c>; null when it has none.</param>
    /// <param name="teams">The teams its steps may name; null leaves them unchecked, for a version that was published.</param>
    public static Compilation Compile(JourneySources sources, string? fields, Teams? teams)
    {
        var fieldsBag = new DiagnosticBag("fields.json");
        var declared = fields is null ? WorkspaceFields.None : WorkspaceFields.Read(fields, fieldsBag);
        var known = TemplateSchema.For(declared, [], []);
        var reading = DefinitionReader.Read(
            sources,
            [.. known.Contact.Select(name => $"contact.{name}"), .. known.Account.Select(name => $"account.{name}")]
        );
        if (reading.Definition is not { } definition)
        {
            return new(null, reading.Diagnostics);
        }

        var bag = new DiagnosticBag($"{sources.Folder}/journey.json");
        var schema = TemplateSchema.For(declared, definition.Entry.On, definition.InOrder.Select(step => step.Name));
        CheckTexts(definition, schema, bag);
        CheckTeams(definition, teams, bag);
        var mails = Mails(definition, sources, schema);
        ImmutableArray<Diagnostic> found =
        [
            .. reading.Diagnostics,
            .. fieldsBag.Items,
            .. bag.Items,
            .. mails.SelectMany(mail => mail.Reading.Diagnostics),
        ];
        var emails = mails.Where(mail => mail.Reading.Template is not null);
        return found.Any(finding => finding.Severity == Severity.Error)
            ? new(null, found)
            : new(
                new(definition, sources, emails.ToFrozenDictionary(m => m.Name, m => m.Reading.Template!), schema),
                found
            );
    }

    private static void CheckTexts(JourneyDefinition definition, TemplateSchema schema, DiagnosticBag bag)
    {
        foreach (var template in definition.InOrder.SelectMany(step => step.Templates))
        {
            TextTemplate.Read(template.Text, schema, template.At, bag);
        }
    }

    private static void CheckTeams(JourneyDefinition definition, Teams? teams, DiagnosticBag bag)
    {
        if (teams is null)
        {
            return;
        }

        foreach (var team in definition.InOrder.SelectMany(step => step.Teams))
        {
            if (!teams.ByName.ContainsKey(team.Name))
            {
                bag.Error(
                    "J433",
                    team.At,
                    $"there is no team \"{team.Name}\": add it to teams.json."
                        + DidYouMean.For(team.Name, teams.ByName.Keys)
                );
            }
        }
    }

    private static List<(string Name, MailReading Reading)> Mails(
        JourneyDefinition definition,
        JourneySources sources,
        TemplateSchema schema
    )
    {
        var readings = new List<(string, MailReading)>();
        foreach (var steps in definition.InOrder.OfType<EmailStep>().GroupBy(step => step.Template.Name))
        {
            var name = steps.Key;
            // A mail that several steps send must meet the strictest class among them.
            var classes = steps.Select(step => step.Class ?? definition.Sending.Class).ToList();
            var strictest = classes.Contains(MailTemplate.Marketing) ? MailTemplate.Marketing : classes[0];
            var source = new MailSource(
                $"{sources.Folder}/emails/{name}.html",
                sources.Emails[$"{name}.html"],
                sources.Emails.GetValueOrDefault($"{name}.txt")
            );
            readings.Add((name, MailTemplate.Read(source, strictest, schema)));
        }

        return readings;
    }
}

/// <summary>What came of compiling a journey.</summary>
/// <param name="Journey">The journey; null when there are errors.</param>
/// <param name="Diagnostics">What was found.</param>
public sealed record Compilation(PublishedJourney? Journey, ImmutableArray<Diagnostic> Diagnostics);
