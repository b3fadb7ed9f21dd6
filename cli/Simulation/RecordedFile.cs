using System.Collections.Immutable;
using System.Text.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Cli.Simulation;

/// <summary>
/// Reads recorded contacts: one a line, each as the API answers <c>GET /api/contacts/{id}</c>, with all its touchpoints.
/// </summary>
internal static class RecordedFile
{
    private const string Consent = "consent.marketing";

    /// <summary>The contacts of a file who did anything in the time simulated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">How the user calls it.</param>
    /// <param name="journey">The journey whose tasks' answers count.</param>
    /// <exception cref="IOException">It cannot be read, or a line is not a contact.</exception>
    public static IReadOnlyList<Recorded> Read(string path, string shown, string journey)
    {
        var recorded = new List<Recorded>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                recorded.Add(One(line, $"{shown}:{number}", journey));
            }
        }

        return recorded.Count > 0
            ? recorded
            : throw new IOException($"{shown} has no contacts in it: journeys export touchpoints writes such a file.");
    }

    /// <summary>The day on which the first of them did something; null when none ever did.</summary>
    public static LocalDate? Begins(IReadOnlyList<Recorded> recorded, DateTimeZone zone) =>
        recorded.SelectMany(contact => contact.Touchpoints).Select(touchpoint => touchpoint.Time).ToList()
            is [_, ..] times
            ? times.Min().InZone(zone).Date
            : null;

    private static Recorded One(string line, string place, string journey)
    {
        try
        {
            var contact = JsonSerializer.Deserialize(line, ApiJson.Lenient.ContactDetail);
            return contact is { Id: not null, Touchpoints: not null, Profile: not null }
                ? Recorded(contact, journey)
                : throw new IOException($"{place}: a contact has \"id\", \"profile\" and \"touchpoints\".");
        }
        catch (JsonException e)
        {
            throw new IOException(
                $"{place}: this is not a contact as journeys export touchpoints writes it: {Commands.Positions.Words(e)}",
                e
            );
        }
    }

    private static Recorded Recorded(ContactDetail contact, string journey)
    {
        var own = OwnTouchpoints.Source(journey);
        var entries = contact.Touchpoints.OrderBy(touchpoint => touchpoint.At).ToList();
        var answers = entries
            .Where(entry => entry.Type == OwnTouchpoints.TaskAnswered && entry.Source == own)
            .Select(Answer)
            .OfType<RecordedAnswer>();
        var touchpoints = entries
            .Where(entry => !entry.Source.StartsWith("/journeys/", StringComparison.Ordinal))
            .Select((entry, i) => Touchpoint(entry, i));
        // The profile is today's: whoever unsubscribed since had agreed before.
        var left = entries.Exists(entry => entry.Type is HubRules.Unsubscribed or HubRules.Complained);
        var profile = left ? contact.Profile.With(Consent, FieldValue.Of(true)) : contact.Profile;
        return new(contact.Id, profile, [.. touchpoints], [.. answers]);
    }

    private static Touchpoint Touchpoint(TouchpointEntry entry, int number) =>
        new(
            $"{number}",
            entry.Type,
            Instant.FromDateTimeOffset(entry.At),
            entry.Source,
            null,
            entry.Data,
            Fields.Empty
        );

    private static RecordedAnswer? Answer(TouchpointEntry entry) =>
        entry.Data.Text("step") is { } step && entry.Data.Text("outcome") is { } outcome
            ? new(
                step,
                outcome,
                Instant.FromDateTimeOffset(entry.At),
                entry.Data.Text("by") ?? "",
                Fields.Of(
                    entry
                        .Data.Where(field => field.Key.StartsWith("contact.", StringComparison.Ordinal))
                        .Select(answer => KeyValuePair.Create(answer.Key["contact.".Length..], answer.Value))
                )
            )
            : null;
}
