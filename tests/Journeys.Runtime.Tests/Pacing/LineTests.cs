using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Tests.Pacing;

/// <summary>Which turn a mail draws, told of a line that nobody else draws from.</summary>
public sealed class LineTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    [Fact]
    public void What_fits_into_a_second_goes_now_and_what_does_not_in_the_next_ones()
    {
        var drawn = Draw(new(5, null), 12, Noon);

        Assert.Equal(
            [
                .. Enumerable.Repeat("now", 5),
                .. Enumerable.Repeat("at 12:00:01", 5),
                .. Enumerable.Repeat("at 12:00:02", 2),
            ],
            drawn
        );
    }

    [Fact]
    public void Who_comes_while_others_wait_comes_behind_them()
    {
        var line = Line.Empty(new(2, null));
        for (var i = 0; i < 5; i++)
        {
            line.Draw(line.Rate, Noon, null, out line);
        }

        Assert.Equal(
            new Slot.At(Noon + Duration.FromSeconds(2)),
            line.Draw(line.Rate, Noon + Duration.FromSeconds(1), null, out line)
        );
        Assert.Equal(
            new Slot.At(Noon + Duration.FromSeconds(3)),
            line.Draw(line.Rate, Noon + Duration.FromSeconds(1), null, out line)
        );
        Assert.Equal(new Slot.Now(), line.Draw(line.Rate, Noon + Duration.FromMinutes(1), null, out line));
    }

    [Fact]
    public void What_is_beyond_a_days_number_is_spread_over_the_next_days() =>
        Assert.Equal(
            ["now", "now", "now", "3: 00:00:00", "3: 08:00:00", "3: 16:00:00", "4: 00:00:00", "4: 08:00:00"],
            Draw(new(null, 3), 8, Noon)
        );

    [Fact]
    public void A_second_behind_midnight_counts_for_the_day_that_it_is_in()
    {
        var line = Line.Empty(new(1, 2));
        var late = Instant.FromUtc(2026, 3, 2, 23, 59, 59);

        Assert.Equal("now", Told(line.Draw(line.Rate, late, null, out line)));
        Assert.Equal("at 00:00:00", Told(line.Draw(line.Rate, late, null, out line)));
        Assert.Equal("at 00:00:01", Told(line.Draw(line.Rate, late, null, out line)));
        Assert.Equal("4: 00:00:00", Told(line.Draw(line.Rate, late, null, out line)));
    }

    [Fact]
    public void Who_owns_the_day_draws_a_second_of_it_though_the_day_is_full()
    {
        var line = Line.Empty(new(1, 2));
        line.Draw(line.Rate, Noon, null, out line);
        line.Draw(line.Rate, Noon, null, out line);
        line.Draw(line.Rate, Noon, null, out line);

        Assert.Equal("at 12:00:02", Told(line.Draw(line.Rate, Noon, Line.DayOf(Noon), out line)));
        Assert.Equal("3: 12:00:00", Told(line.Draw(line.Rate, Noon, null, out _)));
    }

    [Fact]
    public void Under_another_rate_counting_begins_anew()
    {
        var line = Line.Empty(new(null, 1));
        line.Draw(line.Rate, Noon, null, out line);
        line.Draw(line.Rate, Noon, null, out line);

        Assert.Equal("now", Told(line.Draw(new(null, 100), Noon, null, out line)));
        Assert.Equal(new(new(null, 100), Instant.MinValue, 0, Line.DayOf(Noon), 1), line);
    }

    [Fact]
    public void Who_draws_a_day_alone_leaves_the_seconds_of_others_and_all_count_for_the_same_day()
    {
        var (alone, both) = (new SendingRate(null, 4), new SendingRate(1, 4));
        var line = Line.Empty(alone);

        Assert.Equal("now", Told(line.Draw(alone, Noon, null, out line)));
        Assert.Equal("now", Told(line.Draw(both, Noon, null, out line)));
        Assert.Equal("now", Told(line.Draw(alone, Noon, null, out line)));
        Assert.Equal("at 12:00:01", Told(line.Draw(both, Noon, null, out line)));
        Assert.Equal("3: 00:00:00", Told(line.Draw(alone, Noon, null, out line)));
        Assert.Equal("3: 06:00:00", Told(line.Draw(both, Noon, null, out line)));
        Assert.Equal(new(both, Noon + Duration.FromSeconds(1), 1, Line.DayOf(Noon) + Duration.FromDays(1), 2), line);
    }

    [Fact]
    public void It_is_kept_in_a_small_row_of_its_own()
    {
        var line = Line.Empty(new(1, 2));
        line.Draw(line.Rate, Noon, null, out line);

        var row = line.Write();

        Assert.Equal(
            new Dictionary<string, object>
            {
                ["f"] = 1,
                ["perSecond"] = 1,
                ["second"] = 1772452800L,
                ["inSecond"] = 1,
                ["perDay"] = 2,
                ["day"] = 1772409600L,
                ["inDay"] = 1,
            },
            row
        );
        Assert.Equal(line, Line.Read(new TableRow("nurture", "line", row)));
    }

    [Fact]
    public void No_more_go_in_a_second_than_may_though_more_own_it_and_the_others_draw_behind_those_who_wait()
    {
        var rate = new SendingRate(1, 100);
        var line = Line.Empty(rate);
        for (var i = 0; i < 5; i++)
        {
            line.Draw(rate, Noon, null, out line);
        }

        Assert.Equal("now", Told(line.Go(rate, Noon, Noon, out line)));
        Assert.Equal("at 12:00:05", Told(line.Go(rate, Noon, Noon, out line)));
        // Late by the clock, but in time by its turn.
        var late = Noon + Duration.FromSeconds(7);
        Assert.Equal("now", Told(line.Go(rate, Noon + Duration.FromSeconds(1), late, out line)));
        Assert.Equal("at 12:00:08", Told(line.Go(rate, Noon + Duration.FromSeconds(1), late, out line)));
        Assert.Equal((5, Noon + Duration.FromSeconds(8)), (line.InDay, line.Second));
    }

    [Fact]
    public void No_more_go_on_a_day_than_may_though_more_own_it()
    {
        var rate = new SendingRate(null, 2);
        var line = Line.Empty(rate);

        var told = Enumerable.Range(0, 5).Select(_ => Told(line.Go(rate, Noon, Noon, out line))).ToList();

        Assert.Equal(["now", "now", "3: 00:00:00", "3: 00:00:00", "4: 00:00:00"], told);
    }

    [Fact]
    public void Those_who_went_stand_in_the_same_row_for_as_long_as_their_turns_are_good()
    {
        var rate = new SendingRate(2, 5);
        var line = Line.Empty(rate);
        line.Go(rate, Noon, Noon, out line);
        var later = Noon + MailGate.Grace;
        line.Go(rate, later, later, out line);
        line.Go(rate, later, later, out line);

        var row = line.Write();

        Assert.Equal(("1772452800:1,1772452920:2", "1772409600:3"), (row["goneSeconds"], row["goneDays"]));
        var read = Line.Read(new TableRow("nurture", "line", row));
        Assert.Equal(row, read.Write());
        read.Go(rate, later + Duration.FromSeconds(1), later + Duration.FromSeconds(1), out var next);
        Assert.Equal("1772452920:2,1772452921:1", next.Write()["goneSeconds"]);
    }

    private static List<string> Draw(SendingRate rate, int times, Instant now)
    {
        var drawn = new List<string>();
        var line = Line.Empty(rate);
        for (var i = 0; i < times; i++)
        {
            drawn.Add(Told(line.Draw(rate, now, null, out line)));
        }

        return drawn;
    }

    private static string Told(Slot slot) =>
        slot switch
        {
            Slot.At at => $"at {at.Instant.InUtc():HH:mm:ss}",
            Slot.OnDay on => $"{on.Instant.InUtc().Day}: {on.Instant.InUtc():HH:mm:ss}",
            _ => "now",
        };
}
