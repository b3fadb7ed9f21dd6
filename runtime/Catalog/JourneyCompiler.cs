using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Proofs;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// Makes a journey ready to run: reads its definition, compiles its mails and checks the templates in its steps, and tells
/// all mistakes at once. What passes here does not fail for its form when it runs.
/// </summary>
public static class JourneyCompiler
{
    /// <summary>Compiles a journey.</summary>
    /// <param name="sources">Its files.</param>
    /// <param name="fields">The text of the workspace's <c>fields.json</c>; null when it has none.</param>
    /// <param name="teams">
    /// The teams its steps may name; null leaves them unchecked, and what else is judged only of what is written now, not
    /// of a version that was published.
    /// </param>
    public static Compilation Compile(JourneySources sources, string? fields, Teams? teams)
    {
        var fieldsBag = new DiagnosticBag("fields.json");
        var declared = fields is null ? WorkspaceFields.None : WorkspaceFields.Read(fields, fieldsBag);
        var known = TemplateSchema.For(declared, [], []);
        var reading = DefinitionReader.Read(
            sources,
            [.. known.Contact.Select(name => $"contact.{name}"), .. known.Account.Select(name => $"account.{name}")]
        );
        var bag = new DiagnosticBag($"{sources.Folder}/journey.json");
        var draft = reading.Draft;
        var schema = TemplateSchema.For(declared, draft?.Journey.Entry.On ?? [], draft?.StepNames);
        if (draft is not null)
        {
            CheckTexts(draft.Journey, schema, bag);
            if (teams is not null)
            {
                CheckTeams(draft.Journey, teams, bag);
                JourneyProofs.Run(draft, sources, EventTypes(fields, declared, fieldsBag), bag);
            }
        }

        var mails = Mails(draft?.Journey, sources, schema);
        var found = Ordered(
            reading
                .Diagnostics.Concat(bag.Items)
                .Concat(fieldsBag.Items)
                .Concat(mails.SelectMany(mail => mail.Reading.Diagnostics))
                .Where(finding => MayBeJudged(finding, fieldsBag))
        );
        return reading.Definition is not { } definition || found.Any(finding => finding.Severity == Severity.Error)
            ? new(null, found)
            : new(
                new(definition, sources, mails.ToFrozenDictionary(m => m.Name, m => m.Reading.Template!), schema),
                found
            );
    }

    // Which variables and fields there are is not known while fields.json is broken.
    private static bool MayBeJudged(Diagnostic finding, DiagnosticBag fields) =>
        finding.Code is not ("J404" or "J310") || !fields.HasErrors;

    private static ImmutableArray<Diagnostic> Ordered(IEnumerable<Diagnostic> found) =>
        [
            .. found
                .GroupBy(finding => finding.File)
                .SelectMany(file => file.OrderBy(finding => finding.At.Line).ThenBy(finding => finding.At.Column)),
        ];

    private static void CheckTexts(JourneyDefinition definition, TemplateSchema schema, DiagnosticBag bag)
    {
        // Titles and messages repeat; what is fine once is fine everywhere.
        var fine = new HashSet<string>(StringComparer.Ordinal);
        foreach (var template in definition.InOrder.SelectMany(step => step.Templates))
        {
            if (!fine.Contains(template.Text) && TextTemplate.Read(template.Text, schema, template.At, bag) is not null)
            {
                fine.Add(template.Text);
            }
        }
    }

    // A workspace that declares no events, or whose fields cannot be read, says nothing about which there are.
    private static FrozenSet<string>? EventTypes(string? fields, WorkspaceFields declared, DiagnosticBag fieldsBag) =>
        fields is null || fieldsBag.HasErrors || declared.Events.IsEmpty ? null : declared.Events.Keys.ToFrozenSet();

    private static void CheckTeams(JourneyDefinition definition, Teams teams, DiagnosticBag bag)
    {
        foreach (var team in definition.InOrder.SelectMany(step => step.Teams).Where(team => team.Name.Length > 0))
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
        JourneyDefinition? definition,
        JourneySources sources,
        TemplateSchema schema
    )
    {
        var readings = new List<(string, MailReading)>();
        foreach (var (name, consentClass) in Classes(definition, sources))
        {
            if (sources.Emails.TryGetValue($"{name}.html", out var html))
            {
                var text = sources.Emails.GetValueOrDefault($"{name}.txt");
                var source = new MailSource($"{sources.Folder}/emails/{name}.html", html, text);
                readings.Add((name, MailTemplate.Read(source, consentClass, schema)));
            }
        }

        return readings;
    }

    // The mails that are sent, with the class they are sent under. While the journey cannot be read nobody knows which
    // are sent, and how; then all are judged by the rules that every mail has to meet.
    private static IEnumerable<(string Name, string Class)> Classes(
        JourneyDefinition? definition,
        JourneySources sources
    )
    {
        if (definition is null)
        {
            return sources
                .Emails.Keys.Where(file => file.EndsWith(".html", StringComparison.Ordinal))
                .Select(file => (file[..^5], Sendings.Service));
        }

        return definition
            .InOrder.OfType<EmailStep>()
            .GroupBy(step => step.Template.Name)
            .Select(steps =>
            {
                // A mail that several steps send must meet the strictest class among them.
                var classes = steps.Select(step => step.Class ?? definition.Sending.Class).ToList();
                return (steps.Key, classes.Contains(Sendings.Marketing) ? Sendings.Marketing : classes[0]);
            });
    }
}

/// <summary>What came of compiling a journey.</summary>
/// <param name="Journey">The journey; null when there are errors.</param>
/// <param name="Diagnostics">What was found.</param>
public sealed record Compilation(PublishedJourney? Journey, ImmutableArray<Diagnostic> Diagnostics);
