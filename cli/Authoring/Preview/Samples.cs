using System.Collections.Immutable;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Authoring.Scenarios;
using Journeys.Cli.Commands;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Scenarios;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Templates;
using NodaTime;

namespace Journeys.Cli.Authoring.Preview;

/// <summary>Finds somebody to render a mail for.</summary>
internal sealed class Samples(Session session, OfflineWorkspace workspace)
{
    /// <summary>The sample.</summary>
    /// <exception cref="NotThereException">There is no such file, scenario or contact.</exception>
    public async Task<Sample> FindAsync(
        OfflineJourney journey,
        string mail,
        WantedSample wanted,
        CancellationToken cancelled
    )
    {
        var published = journey.Published!;
        var scenario = FromScenario(journey, mail, wanted.Scenario);
        if (wanted.File is { } file)
        {
            return FromFile(published, file, scenario);
        }

        return wanted.Host is { } contact
            ? await FromHostAsync(published, contact, scenario, cancelled)
            : scenario ?? Nobody(published);
    }

    // What was known when the mail was sent in a scenario.
    private Sample? FromScenario(OfflineJourney journey, string mail, string? named)
    {
        var published = journey.Published!;
        var scenarios = new Rehearsals(workspace)
            .Readable(journey)
            .Where(one =>
                named is null
                || one.Title.Contains(named, StringComparison.OrdinalIgnoreCase)
                || one.File.Contains(named, StringComparison.OrdinalIgnoreCase)
            );
        foreach (var scenario in scenarios)
        {
            var played = Play.Run(scenario, published, workspace.Teams, new Coverage(published.Definition));
            if (played.Mails.FirstOrDefault(sent => sent.Mail == mail) is { } sent)
            {
                return new($"the scenario \"{scenario.Title}\"", sent.Context);
            }
        }

        return named is null
            ? null
            : throw new NotThereException(
                $"No scenario of {journey.Name} with \"{named}\" in its name sends \"{mail}\"."
            );
    }

    private Sample FromFile(PublishedJourney journey, string file, Sample? scenario)
    {
        var full = Path.GetFullPath(file, session.Surroundings.Folder);
        if (!File.Exists(full))
        {
            throw new NotThereException($"There is no file {file}.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(full), Lenient);
            var all = FieldsJson.From(document.RootElement);
            var parted = document.RootElement.TryGetProperty("contact", out _);
            var story =
                parted && document.RootElement.TryGetProperty("event", out _) ? StoryOf(Under(all, "event.")) : null;
            return Of(
                journey,
                file,
                parted ? Under(all, "contact.") : all,
                parted ? Under(all, "account.") : Fields.Empty,
                story ?? scenario?.Context.Story
            );
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file}:{Positions.Place(e)}: {Positions.Words(e)}");
        }
    }

    private async Task<Sample> FromHostAsync(
        PublishedJourney journey,
        string contact,
        Sample? scenario,
        CancellationToken cancelled
    )
    {
        switch (await session.Api.ContactAsync(contact, null, cancelled))
        {
            case Reply<ContactDetail>.Done done:
                return Of(
                    journey,
                    $"{contact}, as the host knows it",
                    done.Value.Profile,
                    Fields.Empty,
                    scenario?.Context.Story
                );
            case Reply<ContactDetail>.Refused { Status: 404 }:
                throw new NotThereException($"The host knows no contact {contact}.");
            case Reply<ContactDetail>.Refused refused:
                throw new IOException($"The host refused: {refused.Problem.Detail ?? refused.Problem.Title}");
            default:
                throw new InvalidOperationException("A reply is done or refused.");
        }
    }

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static Sample Nobody(PublishedJourney journey) =>
        Of(journey, "nobody in particular: no scenario sends this mail", Fields.Empty, Fields.Empty, null);

    private static Sample Of(PublishedJourney journey, string words, Fields contact, Fields account, Story? story) =>
        new(
            words,
            new(
                contact,
                account,
                story ?? StoryOf(Fields.Empty),
                journey.Definition.Title,
                TemplateContext.ZoneOf(contact, journey.Definition.TimeZone),
                Wording.UnsubscribeUrl,
                Wording.PreferencesUrl
            )
        );

    private static Story StoryOf(Fields data) =>
        new(
            new EventFact("sample", "sample", Instant.FromUnixTimeTicks(0), null, data),
            ImmutableArray<StepResult>.Empty
        );

    private static Fields Under(Fields all, string root) =>
        Fields.Of(
            from field in all
            where field.Key.StartsWith(root, StringComparison.Ordinal)
            select KeyValuePair.Create(field.Key[root.Length..], field.Value)
        );
}

/// <summary>Somebody to render a mail for.</summary>
/// <param name="Words">Who, in words.</param>
/// <param name="Context">What is known of them.</param>
internal sealed record Sample(string Words, TemplateContext Context);
