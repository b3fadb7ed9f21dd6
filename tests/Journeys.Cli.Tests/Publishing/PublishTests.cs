using System.Net;
using System.Text.Json;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Publishing;

public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeys cli ");

    public PublishTests()
    {
        Write("workspace/teams.json", "teams");
        Write("workspace/fields.json", "fields");
        Write("workspace/calendars/business.json", "calendar");
        Write("workspace/spring/journey.json", "definition");
        Write("workspace/spring/emails/hello.html", "html");
        Write("workspace/spring/emails/hello.txt", "text");
        Write("workspace/spring/emails/notes.md", "not sent");
        Write("workspace/autumn/journey.json", "definition 2");
        Write("workspace/leads/leads.csv", "not a journey");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private Task<Ran> RunAsync(FakeHost host, params string[] args) =>
        new Terminal(host) { Folder = folder.FullName }.RunAsync(["publish", "--yes", .. args]);

    private static FakeHost Publishing() =>
        new FakeHost()
            .Has("PUT journeys/autumn?by=mia", new("autumn", "11aa22bb", false, []), ApiJson.Default.PublishAnswer)
            .Has("PUT journeys/spring?by=mia", new("spring", "33cc44dd", true, []), ApiJson.Default.PublishAnswer);

    [Fact]
    public async Task Every_journey_of_the_workspace_is_published()
    {
        var ran = await RunAsync(Publishing());

        Assert.Equal(
            new Ran(
                0,
                """
                autumn cnfgzwx4aurv is new: nothing is live under this name.
                unchanged  autumn 11aa22bb
                spring auqlf43uhmwt is new: nothing is live under this name.
                published  spring 33cc44dd
                1 published, 1 unchanged, 0 refused
                """,
                ""
            ),
            ran
        );
    }

    [Fact]
    public async Task A_journey_goes_with_its_mails_and_what_the_workspace_shares()
    {
        var host = Publishing();
        await RunAsync(host, "workspace/spring/");

        Assert.Equal("GET journeys/spring", host.Asked[0]);
        var asked = Assert.Single(host.Asked[1..]);
        var sent = JsonSerializer.Deserialize(
            asked["PUT journeys/spring?by=mia ".Length..],
            ApiJson.Default.PublishRequest
        )!;
        Assert.Equal(("definition", "teams", "fields"), (sent.Definition, sent.Teams, sent.Fields));
        Assert.Equal(new Dictionary<string, string> { ["hello.html"] = "html", ["hello.txt"] = "text" }, sent.Emails);
        Assert.Equal(new Dictionary<string, string> { ["business"] = "calendar" }, sent.Calendars);
    }

    [Fact]
    public async Task Diagnostics_name_files_from_where_we_are_and_the_other_journeys_are_published()
    {
        var problem = new Problem(
            Title: "The journey is refused",
            Status: 422,
            Detail: "Mend it, then publish again.",
            Diagnostics:
            [
                "journey.json:14:22 error J107: step \"remind\" goes to \"qualifi\", which does not exist.",
                "teams.json:1:1 error J201: expected an object.",
            ]
        );
        var host = Publishing().Refuses("PUT journeys/spring?by=mia", HttpStatusCode.UnprocessableEntity, problem);

        var ran = await RunAsync(host, "workspace");

        Assert.Equal(
            new Ran(
                1,
                """
                autumn cnfgzwx4aurv is new: nothing is live under this name.
                unchanged  autumn 11aa22bb
                spring auqlf43uhmwt is new: nothing is live under this name.
                0 published, 1 unchanged, 1 refused
                """,
                """
                spring: The journey is refused.
                Mend it, then publish again.
                workspace/spring/journey.json:14:22 error J107: step "remind" goes to "qualifi", which does not exist.
                workspace/teams.json:1:1 error J201: expected an object.
                """.Replace('/', Path.DirectorySeparatorChar)
            ),
            ran
        );
    }

    [Fact]
    public async Task Json_holds_an_item_for_each_journey()
    {
        var ran = await RunAsync(Publishing(), "--json");

        using var document = JsonDocument.Parse(ran.Output);
        Assert.Equal(2, document.RootElement.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_workspace_here_the_one_of_the_project_is_published()
    {
        var host = Publishing();
        var terminal = new Terminal(host) { Folder = Path.GetTempPath() };
        terminal.Variables["JOURNEYS_ROOT"] = folder.FullName;

        var ran = await terminal.RunAsync("publish", "--yes");

        Assert.Equal(0, ran.Code);
        Assert.Equal(2, host.Asked.Count(asked => asked.StartsWith("PUT ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_workspace_of_a_folder_above_is_published()
    {
        var host = Publishing();
        var inside = Path.Combine(folder.FullName, "workspace", "spring", "emails");

        var ran = await new Terminal(host) { Folder = inside }.RunAsync("publish", "--yes");

        Assert.Equal(0, ran.Code);
        Assert.Equal(2, host.Asked.Count(asked => asked.StartsWith("PUT ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_there_is_no_workspace_one_must_be_named()
    {
        Directory.Delete(Path.Combine(folder.FullName, "workspace"), recursive: true);

        Assert.Equal(
            new Ran(4, "", "There is no folder workspace here or above; name it: journeys publish <folder>."),
            await RunAsync(new FakeHost())
        );
    }

    [Theory]
    [InlineData("nowhere", "There is no folder nowhere.")]
    [InlineData("workspace/leads", "There is no journey in workspace/leads: no folder in it holds a journey.json.")]
    public async Task A_folder_without_journeys_is_a_problem(string path, string message) =>
        Assert.Equal(new Ran(1, "", message), await RunAsync(new FakeHost(), path));
}
