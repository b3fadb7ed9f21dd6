using System.Text.Json;

namespace Journeys.Cli.Tests.Simulation;

public sealed class SimulateTests
{
    [Fact]
    public async Task The_report_says_who_entered_where_they_went_and_who_has_what_to_do()
    {
        using var written = Tiny.Written();

        var ran = await written.RunAsync("simulate", "spring", "--contacts", "2000", "--days", "60", "--limit", "100");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith("Spring\nspring ", ran.Output, StringComparison.Ordinal);
        foreach (var head in new[] { "Where they went", "How runs ended", "By segment", "Mails", "Tasks" })
        {
            Assert.Contains($"\n{head}", ran.Output, StringComparison.Ordinal);
        }

        Assert.Contains("than the 100 that are possible", ran.Output, StringComparison.Ordinal);
        Assert.Contains("than the 1 that are possible", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task The_report_fits_the_terminal(int width)
    {
        using var written = Tiny.Written();
        var terminal = new Terminal(new FakeHost()) { Folder = written.Folder, Width = width };

        var ran = await terminal.RunAsync("simulate", "spring", "--contacts", "1000", "--no-color");

        Assert.Equal(0, ran.Code);
        Assert.All(ran.Output.Split('\n'), line => Assert.InRange(Cli.Output.Measure.Text(line), 0, width));
    }

    [Fact]
    public async Task The_same_command_gives_the_same_json()
    {
        using var written = Tiny.Written();
        string[] command = ["simulate", "spring", "--contacts", "1000", "--seed", "9", "--json"];

        var first = await written.RunAsync(command);

        Assert.Equal(first, await written.RunAsync(command));
        using var report = JsonDocument.Parse(first.Output);
        var root = report.RootElement;
        Assert.Equal(
            (1000, 9, true, "2026-03-02", 180),
            (
                root.GetProperty("contacts").GetInt32(),
                root.GetProperty("seed").GetInt32(),
                root.GetProperty("complete").GetBoolean(),
                root.GetProperty("from").GetString(),
                root.GetProperty("days").GetInt32()
            )
        );
        Assert.Equal(180, root.GetProperty("mailsPerDay").GetProperty("counts").GetArrayLength());
    }

    [Fact]
    public async Task Only_the_segments_asked_for_come()
    {
        using var written = Tiny.Written();

        var ran = await written.RunAsync("simulate", "spring", "--contacts", "500", "--segment", "other");

        Assert.Contains("entered     0 of 500 contacts", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_that_is_not_there_is_told_with_those_that_are()
    {
        using var written = Tiny.Written();

        var ran = await written.RunAsync("simulate", "spring", "--segment", "fit");

        Assert.Equal(
            new Ran(2, "", "There is no segment \"fit\" in the model; there are fits, other. Did you mean \"fits\"?"),
            ran
        );
    }

    [Fact]
    public async Task A_model_with_a_mistake_is_refused_with_place_and_remedy()
    {
        using var written = Tiny.Written(
            Tiny.Model.Replace("\"spoke\": 0.6", "\"spoke\": 0.8", StringComparison.Ordinal)
        );

        var ran = await written.RunAsync("simulate", "spring");

        Assert.Equal((1, ""), (ran.Code, ran.Output));
        Assert.Equal(
            "behaviour.json:9:61 error J702: the chances of what step \"call\" offers add up to 1.1; at most 1 can happen",
            ran.Error
        );
    }

    [Fact]
    public async Task A_journey_with_errors_is_not_simulated()
    {
        using var written = Tiny.Written(
            journey: Tiny.Journey.Replace("\"then\": \"clicks\"", "\"then\": \"click\"", StringComparison.Ordinal)
        );

        var ran = await written.RunAsync("simulate", "spring");

        Assert.Equal((1, ""), (ran.Code, ran.Output));
        Assert.Contains(
            "goes to \"click\", which does not exist. Did you mean \"clicks\"?",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_journey_that_is_not_there_is_not_found()
    {
        using var written = Tiny.Written();

        Assert.Equal(4, (await written.RunAsync("simulate", "sprint")).Code);
    }

    [Fact]
    public async Task Ctrl_c_prints_what_there_is_and_says_so()
    {
        using var written = Tiny.Written();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var terminal = new Terminal(new FakeHost()) { Folder = written.Folder, Cancelled = stopped.Token };

        var ran = await terminal.RunAsync("simulate", "spring", "--contacts", "100000");

        Assert.Equal(
            (130, "Broken off after 0 of 100,000 contacts: this is what they came to."),
            (ran.Code, ran.Error)
        );
        Assert.Contains("entered     0 of 0 contacts", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_for_spreadsheets_and_a_page_without_network_are_written_where_asked()
    {
        using var written = Tiny.Written();

        await written.RunAsync("simulate", "spring", "--contacts", "500", "--csv", "figures", "--html", "page.html");

        var folder = Path.Combine(written.Folder, "figures");
        Assert.Equal(
            ["days.csv", "ends.csv", "mails.csv", "reasons.csv", "segments.csv", "steps.csv"],
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order()
        );
        Assert.StartsWith(
            "segment,step,verb,came,standing,late,way,count,share,median,p90",
            await File.ReadAllTextAsync(Path.Combine(folder, "steps.csv")),
            StringComparison.Ordinal
        );
        var page = await File.ReadAllTextAsync(Path.Combine(written.Folder, "page.html"));
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_an_author_wrote_is_not_markup_of_the_page()
    {
        using var written = Tiny.Written(
            journey: Tiny.Journey.Replace(
                "\"title\": \"Spring\"",
                "\"title\": \"<b>Spring</b>\"",
                StringComparison.Ordinal
            )
        );

        await written.RunAsync("simulate", "spring", "--contacts", "100", "--html", "page.html");

        Assert.Contains(
            "<h1>&lt;b&gt;Spring&lt;/b&gt;</h1>",
            await File.ReadAllTextAsync(Path.Combine(written.Folder, "page.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Recorded_contacts_live_again_what_they_did()
    {
        using var written = Tiny.Written();
        await File.WriteAllLinesAsync(
            Path.Combine(written.Folder, "seen.jsonl"),
            [Line("anna", clicks: true), Line("ben", clicks: false)]
        );

        var ran = await written.RunAsync("simulate", "spring", "--replay", "seen.jsonl", "--json");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        using var report = JsonDocument.Parse(ran.Output);
        var root = report.RootElement;
        Assert.Equal("2026-05-04", root.GetProperty("from").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("seed").ValueKind);
        Assert.Equal(
            ["cold 1", "done 1"],
            root.GetProperty("total")
                .GetProperty("ends")
                .EnumerateArray()
                .Select(end => $"{end.GetProperty("outcome")} {end.GetProperty("rate").GetProperty("count")}")
        );
    }

    [Fact]
    public async Task A_line_that_is_no_contact_is_told_with_its_place()
    {
        using var written = Tiny.Written();
        await File.WriteAllLinesAsync(
            Path.Combine(written.Folder, "seen.jsonl"),
            [Line("anna", clicks: true), "{ \"id\": "]
        );

        var ran = await written.RunAsync("simulate", "spring", "--replay", "seen.jsonl");

        Assert.Equal(1, ran.Code);
        Assert.StartsWith(
            "seen.jsonl:2: this is not a contact as journeys export touchpoints writes it",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    private static string Line(string id, bool clicks)
    {
        var click = clicks
            ? """{"at":"2026-05-04T10:00:00Z","type":"email.clicked","source":"/mail","data":{}},{"at":"2026-05-04T11:00:00Z","type":"task.answered","source":"/journeys/spring","data":{"step":"call","outcome":"spoke","by":"mia"}},"""
            : "";
        return $$$"""{"id":"{{{id}}}","profile":{},"touchpoints":[{{{click}}}{"at":"2026-05-04T09:00:00Z","type":"lead.created","source":"/crm","data":{"topic":"energy"}}],"next":null,"instances":[]}""";
    }
}
