using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Times;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>
/// What colleagues do with their tasks. They work in business hours; most answer in time, some only after the deadline
/// has passed, and a few never do.
/// </summary>
internal sealed class SalesDesk(BusinessCalendar hours)
{
    private const double Never = 0.02;
    private const double Late = 0.12;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>A desk that keeps the workspace's business hours.</summary>
    /// <exception cref="DemoException">The calendar cannot be read.</exception>
    public static SalesDesk In(string workspace)
    {
        var file = Path.Combine(workspace, "calendars", "business.json");
        var bag = new DiagnosticBag(file);
        return BusinessCalendar.Read(file, File.ReadAllText(file), bag) is { } calendar
            ? new(calendar)
            : throw new DemoException(string.Join('\n', bag.Items));
    }

    /// <summary>Plans the answer to a task that was not seen before.</summary>
    public void Look(Plan plan, TaskDetail task)
    {
        if (!seen.Add(task.Id) || When(task) is not { } at)
        {
            return;
        }

        var outcome = Decide(task);
        plan.Add(at, new Act.Answer(task.Id, task.Contact, outcome, task.Owner, Found(task, outcome)));
    }

    private static string Decide(TaskDetail task)
    {
        (string Outcome, int Weight)[] habits =
        [
            ("accepted", 90),
            ("declined", 10),
            ("qualified", 38),
            ("not-now", 24),
            ("no-answer", 16),
            ("rejected", 30),
            ("spoke", 45),
            ("left-company", 10),
        ];
        var offered = habits.Where(habit => task.Outcomes.Contains(habit.Outcome)).ToArray();
        return offered.Length == 0 ? task.Outcomes[0] : Chance.Pick(task.Id, "outcome", offered);
    }

    // What somebody knows of a contact does not change from call to call.
    private static Fields Found(TaskDetail task, string outcome)
    {
        var answers = Fields.Empty;
        if (outcome is not ("qualified" or "not-now"))
        {
            return answers;
        }

        foreach (var field in task.Asks)
        {
            var text = field switch
            {
                "contact.budget" => Chance.Pick(
                    task.Contact,
                    field,
                    ("10,000 EUR", 3),
                    ("50,000 EUR", 4),
                    ("200,000 EUR", 2)
                ),
                "contact.timeline" => Chance.Pick(
                    task.Contact,
                    field,
                    ("this quarter", 3),
                    ("this year", 4),
                    ("next year", 3)
                ),
                _ => "not asked",
            };
            answers = answers.With(field, FieldValue.Of(text));
        }

        return answers;
    }

    private Instant? When(TaskDetail task)
    {
        var mood = Chance.Of(task.Id, "mood");
        if (mood < Never)
        {
            return null;
        }

        var (opened, due) = (Instant.FromDateTimeOffset(task.OpenedAt), Instant.FromDateTimeOffset(task.Due));
        if (mood < Never + Late)
        {
            return Pace.NextMinute(hours.AddOpenTime(due, Chance.Hours(task.Id, "after", 0.5, 2)));
        }

        var share = 0.3 + (0.55 * Chance.Of(task.Id, "share"));
        var at = hours.AddOpenTime(hours.NextOpen(opened), OpenTime(opened, due) * share);
        return Pace.NextMinute(Instant.Max(at, opened + Pace.Quarter));
    }

    // How long business is open between two instants, to a minute.
    private Duration OpenTime(Instant from, Instant to)
    {
        var (least, most) = (0, (int)Math.Max(0, (to - from).TotalMinutes));
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            (least, most) =
                hours.AddOpenTime(from, Duration.FromMinutes(middle)) <= to ? (middle, most) : (least, middle - 1);
        }

        return Duration.FromMinutes(least);
    }
}
