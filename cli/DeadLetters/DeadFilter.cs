using System.CommandLine;
using System.Globalization;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;
using Journeys.Runtime.DeadLetters;

namespace Journeys.Cli.DeadLetters;

/// <summary>The options that say which dead letters are meant.</summary>
internal sealed class DeadFilter
{
    private readonly Option<string?> kind = new("--kind") { Description = "Only events, messages or effects" };
    private readonly Option<string?> since = Time("--since", "Only those given up then or later");
    private readonly Option<string?> until = Time("--until", "Only those given up before");
    private readonly Option<string?> reason = Text("--reason", "Only those whose reason holds this text", "text");
    private readonly Option<string?> source = Text("--source", "Only those from this source", "source");
    private readonly Option<string?> type = Text("--type", "Only those of this event type", "type");
    private readonly Option<string?> contact = Text("--contact", "Only those of this contact", "id");
    private readonly Option<string?> journey = Text("--journey", "Only the effects of this journey", "name");
    private readonly Option<bool>? all;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="needed">Whether something must be said, so that nothing is done to all by mistake.</param>
    public DeadFilter(Command command, bool needed)
    {
        kind.AcceptOnlyFromAmong("event", "message", "effect");
        foreach (var option in Options)
        {
            command.Add(option);
        }

        if (needed)
        {
            all = new Option<bool>("--all") { Description = "All there are" };
            command.Add(all);
        }
    }

    private Option<string?>[] Options => [kind, since, until, reason, source, type, contact, journey];

    /// <summary>Whether it was said which ones.</summary>
    public bool IsGiven(ParseResult parsed) =>
        Options.Any(option => parsed.GetResult(option) is not null) || (all is not null && parsed.GetValue(all));

    /// <summary>Which ones, in the words of the API.</summary>
    /// <exception cref="UsageException">A time is none.</exception>
    public async Task<DeadLetterChoice> ReadAsync(Session session, ParseResult parsed, CancellationToken cancelled) =>
        new(
            parsed.GetValue(kind) is { } word ? Enum.Parse<DeadKind>(word, ignoreCase: true) : null,
            await TimeAsync(session, since, parsed, cancelled),
            await TimeAsync(session, until, parsed, cancelled),
            parsed.GetValue(reason),
            parsed.GetValue(source),
            parsed.GetValue(type),
            parsed.GetValue(contact),
            parsed.GetValue(journey),
            all is not null && parsed.GetValue(all)
        );

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static Option<string?> Time(string name, string description) =>
        Text(name, description + ": 2026-03-02, 2026-03-02T09:00:00Z, or 3d, 12h, 30m ago", "time");

    private static async Task<DateTimeOffset?> TimeAsync(
        Session session,
        Option<string?> option,
        ParseResult parsed,
        CancellationToken cancelled
    )
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        if (Ago(text) is { } ago)
        {
            // By the host's clock, which may run ahead of the wall's.
            var health = await session.Api.HealthAsync(cancelled);
            var now = (health as Reply<Health>.Done)?.Value.Now ?? session.Surroundings.Clock.GetUtcNow();
            return now - ago;
        }

        if (
            !text.EndsWith('Z')
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Kind == DateTimeKind.Unspecified
        )
        {
            return new DateTimeOffset(local, session.Surroundings.Zone.GetUtcOffset(local)).ToUniversalTime();
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToUniversalTime()
            : throw new UsageException(
                $"\"{option.Name} {text}\" is no time: write it like 2026-03-02, 2026-03-02T09:00:00Z, or 3d, 12h, 30m."
            );
    }

    private static TimeSpan? Ago(string text) =>
        text.Length > 1
        && int.TryParse(
            text.AsSpan(0, text.Length - 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? text[^1] switch
            {
                'd' => TimeSpan.FromDays(number),
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                _ => null,
            }
            : null;
}
