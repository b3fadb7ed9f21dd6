using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Orchestrations.Times;

/// <summary>
/// Reads a calendar's file:
/// <c>{ "calendar": "business", "timeZone": "Europe/Berlin", "hours": { "monday": "09:00-17:00" }, "holidays": ["2026-12-25"] }</c>.
/// A weekday has one stretch of hours or a list of them; one that is missing or null is closed.
/// </summary>
internal sealed class BusinessCalendarReader(DiagnosticBag bag)
{
    private static readonly string[] Keys = ["calendar", "timeZone", "hours", "holidays", "$schema"];

    private static readonly string[] Weekdays =
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];

    public BusinessCalendar? Read(string file, string text)
    {
        var tree = JsonTree.Parse(text, bag);
        if (tree is not JsonTree.Object root)
        {
            if (tree is not null)
            {
                bag.Error("J201", tree.At, $"a calendar is an object, not {tree.Kind}");
            }

            return null;
        }

        foreach (var member in root.Members.Where(member => !Keys.Contains(member.Name)))
        {
            bag.Error(
                "J202",
                member.NameAt,
                $"a calendar has no \"{member.Name}\".{DidYouMean.For(member.Name, Keys)}"
            );
        }

        var name = ReadName(root, file);
        var zone = ReadZone(root);
        var week = ReadWeek(root);
        var holidays = ReadHolidays(root);
        return bag.HasErrors ? null : new(name, zone, week, holidays);
    }

    private string ReadName(JsonTree.Object root, string file)
    {
        var expected = Path.GetFileNameWithoutExtension(file);
        if (Required<JsonTree.Text>(root, "calendar", "a text, the calendar's name") is not { } name)
        {
            return "";
        }

        if (name.Value != expected)
        {
            bag.Error(
                "J203",
                name.At,
                $"the file is named \"{expected}\", the calendar \"{name.Value}\"; name both alike"
            );
        }

        return name.Value;
    }

    private DateTimeZone ReadZone(JsonTree.Object root)
    {
        var zone = DateTimeZone.Utc;
        if (
            Required<JsonTree.Text>(root, "timeZone", "a time zone, such as \"Europe/Berlin\"") is { } id
            && !WallTime.TryZone(id.Value, out zone)
        )
        {
            var ids = DateTimeZoneProviders.Tzdb.Ids;
            bag.Error(
                "J204",
                id.At,
                $"there is no time zone \"{id.Value}\"; expected an IANA name, such as \"Europe/Berlin\"."
                    + DidYouMean.For(id.Value, ids)
            );
        }

        return zone;
    }

    private ImmutableArray<ImmutableArray<OpenHours>> ReadWeek(JsonTree.Object root)
    {
        var week = new ImmutableArray<OpenHours>[Weekdays.Length];
        Array.Fill(week, []);
        if (
            Required<JsonTree.Object>(root, "hours", "an object such as { \"monday\": \"09:00-17:00\" }")
            is not { } hours
        )
        {
            return [.. week];
        }

        foreach (var member in hours.Members)
        {
            var day = Array.IndexOf(Weekdays, member.Name);
            if (day >= 0)
            {
                week[day] = ReadDay(member);
                continue;
            }

            bag.Error(
                "J205",
                member.NameAt,
                $"\"{member.Name}\" is no weekday; expected monday to sunday.{DidYouMean.For(member.Name, Weekdays)}"
            );
        }

        var open = week.SelectMany(day => day).Sum(stretch => stretch.Length.TotalMinutes);
        if (open < 60 && !bag.HasErrors)
        {
            bag.Error(
                "J208",
                hours.At,
                "the calendar is open less than an hour a week; nothing could ever be done in it"
            );
        }

        return [.. week];
    }

    private ImmutableArray<OpenHours> ReadDay(Member day)
    {
        var stretches = ImmutableArray.CreateBuilder<OpenHours>();
        foreach (var item in day.Value is JsonTree.List list ? list.Items : [day.Value])
        {
            if (item is JsonTree.Null && day.Value is JsonTree.Null)
            {
                continue;
            }

            if (item is not JsonTree.Text text || !OpenHours.TryParse(text.Value, out var hours))
            {
                var what = item is JsonTree.Text wrong ? $"\"{wrong.Value}\"" : item.Kind;
                bag.Error(
                    "J206",
                    item.At,
                    $"{what} are no hours; expected the 24-hour clock, from before to, such as \"09:00-17:00\" "
                        + "(what runs past midnight is written on both days: \"22:00-24:00\" and \"00:00-06:00\")"
                );
                continue;
            }

            if (stretches.Count > 0 && (stretches[^1].ToEndOfDay || hours.From < stretches[^1].To))
            {
                bag.Error("J207", item.At, $"{hours} begins before {stretches[^1]} ends; write the hours in order");
            }

            stretches.Add(hours);
        }

        return stretches.DrainToImmutable();
    }

    private FrozenSet<LocalDate> ReadHolidays(JsonTree.Object root)
    {
        var dates = new HashSet<LocalDate>();
        var tree = root.Get("holidays");
        if (tree is not (null or JsonTree.List))
        {
            bag.Error("J201", tree.At, $"\"holidays\" is a list of dates such as [\"2026-12-25\"], not {tree.Kind}");
        }

        foreach (var item in (tree as JsonTree.List)?.Items ?? [])
        {
            if (
                item is not JsonTree.Text text
                || !LocalDatePattern.Iso.Parse(text.Value).TryGetValue(default, out var date)
            )
            {
                var what = item is JsonTree.Text wrong ? $"\"{wrong.Value}\"" : item.Kind;
                bag.Error("J209", item.At, $"{what} is no date; expected year-month-day, such as \"2026-12-25\"");
            }
            else if (!dates.Add(date))
            {
                bag.Warning("J210", item.At, $"the holiday {text.Value} is written twice");
            }
        }

        if (dates.Count > BusinessCalendar.HolidayLimit)
        {
            bag.Error(
                "J211",
                tree!.At,
                $"{dates.Count} holidays are too many; at most {BusinessCalendar.HolidayLimit}, remove past ones"
            );
        }

        return dates.ToFrozenSet();
    }

    private T? Required<T>(JsonTree.Object root, string name, string expected)
        where T : JsonTree
    {
        var tree = root.Get(name);
        if (tree is null)
        {
            bag.Error("J201", root.At, $"the calendar lacks \"{name}\": {expected}");
        }
        else if (tree is not T)
        {
            bag.Error("J201", tree.At, $"\"{name}\" is {expected}, not {tree.Kind}");
        }

        return tree as T;
    }
}
