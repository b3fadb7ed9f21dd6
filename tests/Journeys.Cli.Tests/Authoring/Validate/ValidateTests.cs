using System.Text.Json;

namespace Journeys.Cli.Tests.Authoring.Validate;

public sealed class ValidateTests
{
    // A mistake of every kind: a way to nowhere, a variable nobody declared, a team nobody has, a mail without its text.
    private const string Broken = """
        { "journey": "spring", "title": "Spring", "enter": { "on": "lead.created" }, "sending": { "class": "marketing" },
          "steps": {
            "hello": { "email": "hello", "then": "cal" },
            "call": { "task": "Call {{contact.nmae}}", "team": "inside-sale", "within": "1 day",
                      "outcomes": { "spoke": "done" }, "late": "done" },
            "done": { "end": "done" }
          } }
        """;

    [Fact]
    public async Task Everything_that_is_wrong_is_told_in_one_round_with_file_line_column_and_remedy()
    {
        using var written = new WrittenWorkspace(Broken);
        written.Remove("spring/emails/hello.txt").Write("teams.json", WrittenWorkspace.Teams.Replace('@', ' '));

        var ran = await written.RunAsync("validate");

        Assert.Equal(
            new Ran(
                1,
                """
                workspace/teams.json:1:14 error J431: team "inside-sales" has no members: list them as "members": [{ "name": "…", "email": "…" }]
                workspace/teams.json:1:69 error J432: a member needs an "email", and should have a "name"
                workspace/spring/journey.json:3:42 error J107: step "hello" goes to "cal", which does not exist. Did you mean "call"?
                workspace/spring/journey.json:4:23 error J404: there is no variable "contact.nmae": declare the field in workspace/fields.json if it is new. Did you mean "contact.name"?
                workspace/spring/journey.json:4:56 error J433: there is no team "inside-sale": add it to teams.json. Did you mean "inside-sales"?
                workspace/spring/emails/hello.txt:1:1 error J402: the mail has no text part: write this file, for readers who see no HTML, and so that it is not taken for spam
                """.Replace('/', Path.DirectorySeparatorChar),
                "1 journey: 6 errors, 0 warnings"
            ),
            ran
        );
    }

    [Fact]
    public async Task A_workspace_without_a_mistake_says_nothing_but_the_sum()
    {
        using var written = new WrittenWorkspace();

        Assert.Equal(new Ran(0, "", "1 journey: 0 errors, 0 warnings"), await written.RunAsync("validate"));
    }

    [Fact]
    public async Task On_a_terminal_the_line_is_shown_with_a_caret_under_the_place()
    {
        using var written = new WrittenWorkspace(Fine("\"call\", \"noConsent\": \"call\"", "\"cll\""));

        var ran = await new Terminal(new FakeHost()) { Folder = written.Folder, Width = 200 }.RunAsync("validate");

        Assert.Equal(
            """
            workspace/spring/journey.json:3:42 error J107: step "hello" goes to "cll", which does not exist. Did you mean "call"?
                    "hello": { "email": "hello", "then": "cll" },
                                                         ^
            """.Replace('/', Path.DirectorySeparatorChar),
            ran.Output
        );
    }

    [Theory]
    [InlineData("spring")]
    [InlineData("workspace/spring")]
    [InlineData("workspace/spring/journey.json")]
    [InlineData("workspace")]
    public async Task A_journey_a_folder_or_a_file_is_validated_by_itself(string what)
    {
        using var written = new WrittenWorkspace();
        written.Write("autumn/journey.json", "");
        written.Write("spring/journey.json", WrittenWorkspace.Fine.Replace("1 day", "1 dya", StringComparison.Ordinal));

        var ran = await written.RunAsync("validate", what);

        Assert.Equal(1, ran.Code);
        Assert.Equal(what == "workspace", ran.Output.Contains("J007", StringComparison.Ordinal));
        Assert.Contains("J112", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mail_is_validated_by_itself()
    {
        using var written = new WrittenWorkspace(Broken);
        written.Write("spring/emails/hello.html", "<title></title>{{unsubscribeUrl}}");

        var ran = await written.RunAsync("validate", "workspace/spring/emails/hello.html");

        Assert.Equal(
            "workspace/spring/emails/hello.html:1:1 error J401: the mail has no subject: write it into <title>…</title>".Replace(
                '/',
                Path.DirectorySeparatorChar
            ),
            ran.Output
        );
    }

    [Fact]
    public async Task Comments_are_information_and_never_fail_a_check()
    {
        using var written = new WrittenWorkspace("// Our first.\n" + WrittenWorkspace.Fine);

        var ran = await written.RunAsync("validate", "--warnings-as-errors");

        Assert.Equal(
            new Ran(
                0,
                $"workspace{Path.DirectorySeparatorChar}spring{Path.DirectorySeparatorChar}journey.json:1:1 info J002: comments are understood here, but strict JSON readers will refuse them",
                "1 journey: 0 errors, 0 warnings"
            ),
            ran
        );
    }

    [Fact]
    public async Task Warnings_fail_a_check_when_they_are_wanted_as_errors()
    {
        using var written = new WrittenWorkspace(Branching);
        written.Remove("spring/emails/hello.html");

        var lenient = await written.RunAsync("validate");
        var strict = await written.RunAsync("validate", "--warnings-as-errors");

        Assert.Equal((0, "1 journey: 0 errors, 1 warning"), (lenient.Code, lenient.Error));
        Assert.Equal((1, "1 journey: 1 error, 0 warnings"), (strict.Code, strict.Error));
        Assert.Equal(strict.Output, lenient.Output.Replace(" warning ", " error ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GitHub_shows_annotations_whose_special_characters_are_escaped()
    {
        using var written = new WrittenWorkspace();
        written.Write("autumn, 100%/journey.json", "");
        written.Write("autumn, 100%/emails/x.html", "");

        var ran = await written.RunAsync("validate", "--format", "github");

        Assert.Equal(
            new Ran(
                1,
                "::error file=workspace/autumn%2C 100%25/journey.json,line=1,col=1,title=J007::J007: the file is empty; expected JSON that begins with \"{\"\n"
                    + "::error file=workspace/autumn%2C 100%25/emails/x.html,line=1,col=1,title=J401::J401: the mail has no subject: write it into <title>…</title>\n"
                    + "::error file=workspace/autumn%2C 100%25/emails/x.txt,line=1,col=1,title=J402::J402: the mail has no text part: write this file, for readers who see no HTML, and so that it is not taken for spam",
                "2 journeys: 3 errors, 0 warnings"
            ),
            ran
        );
    }

    [Fact]
    public async Task GitHub_is_told_paths_from_where_it_checked_out()
    {
        using var written = new WrittenWorkspace("");
        var terminal = new Terminal(new FakeHost()) { Folder = written.Root };
        terminal.Variables["GITHUB_WORKSPACE"] = written.Folder;

        var ran = await terminal.RunAsync("validate", "spring/journey.json", "--format", "github");

        Assert.StartsWith("::error file=workspace/spring/journey.json,line=1,", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_finding_and_how_many_there_are()
    {
        using var written = new WrittenWorkspace(Fine("\"1 day\"", "\"1 dya\""));

        var ran = await written.RunAsync("validate", "--json");

        Assert.Equal(
            """{"journeys":1,"errors":1,"warnings":0,"diagnostics":[{"file":"workspace/spring/journey.json","line":4,"column":82,"severity":"error","code":"J112","message":"MESSAGE"}]}""",
            ran.Output.Replace(Message(ran.Output), "MESSAGE", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Sarif_names_rules_levels_and_places()
    {
        using var written = new WrittenWorkspace(Branching);
        written.Remove("spring/emails/hello.html");

        var ran = await written.RunAsync("validate", "--format", "sarif");

        using var log = JsonDocument.Parse(ran.Output);
        var run = log.RootElement.GetProperty("runs")[0];
        var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[0];
        var result = run.GetProperty("results")[0];
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.Equal(
            ("J310", "J310", 0, "warning"),
            (
                rule.GetProperty("id").GetString(),
                result.GetProperty("ruleId").GetString(),
                result.GetProperty("ruleIndex").GetInt32(),
                result.GetProperty("level").GetString()
            )
        );
        Assert.Equal(
            ("workspace/spring/journey.json", 3, 36),
            (
                place.GetProperty("artifactLocation").GetProperty("uri").GetString(),
                place.GetProperty("region").GetProperty("startLine").GetInt32(),
                place.GetProperty("region").GetProperty("startColumn").GetInt32()
            )
        );
    }

    [Theory]
    [InlineData(4, "There is no journey \"sprng\" in FOLDER. Did you mean \"spring\"?", "sprng")]
    [InlineData(4, "There is no file or folder no/where.", "no/where")]
    [InlineData(4, "There is no folder nowhere.", "--dir", "nowhere")]
    [InlineData(2, "--json and --format sarif are two formats; choose one.", "--json", "--format", "sarif")]
    public async Task What_cannot_be_validated_is_told(int code, string told, params string[] args)
    {
        using var written = new WrittenWorkspace();

        var ran = await written.RunAsync(["validate", .. args]);

        Assert.Equal(new Ran(code, "", told.Replace("FOLDER", written.Root, StringComparison.Ordinal)), ran);
    }

    [Fact]
    public async Task Without_a_workspace_here_or_above_there_is_nothing_to_validate()
    {
        var empty = Directory.CreateTempSubdirectory("journeys nothing ");

        var ran = await new Terminal(new FakeHost()) { Folder = empty.FullName }.RunAsync("validate");

        empty.Delete();
        Assert.Equal(new Ran(4, "", "There is no folder workspace here or above; name it with --dir."), ran);
    }

    private const string Branching = """
        { "journey": "spring", "title": "Spring", "enter": { "on": "lead.created" },
          "steps": {
            "look": { "branch": [{ "if": { "contact.budgt": { "exists": true } }, "then": "done" }], "otherwise": "done" },
            "done": { "end": "done" }
          } }
        """;

    private static string Fine(string text, string instead) =>
        WrittenWorkspace.Fine.Replace(text, instead, StringComparison.Ordinal);

    private static string Message(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonEncodedText
            .Encode(document.RootElement.GetProperty("diagnostics")[0].GetProperty("message").GetString()!)
            .ToString();
    }
}
