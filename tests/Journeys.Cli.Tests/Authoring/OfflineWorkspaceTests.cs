using System.Text;
using Journeys.Cli.Authoring;

namespace Journeys.Cli.Tests.Authoring;

public sealed class OfflineWorkspaceTests
{
    [Fact]
    public void The_workspace_that_ships_is_loaded_ready_to_run_and_nothing_is_wrong_with_it()
    {
        var workspace = OfflineWorkspace.Load(Repository.Folder("workspace"));

        Assert.Empty(workspace.Diagnostics);
        Assert.Equal(
            ["dormant-account", "webinar-hand-raise", "whitepaper-nurture"],
            workspace.Journeys.Select(journey => journey.Published!.Definition.Name)
        );
        Assert.Equal(["account-manager", "inside-sales", "marketing-ops", "sales-lead"], workspace.Teams.ByName.Keys);
        Assert.Equal(["reminder", "thank-you"], workspace.Find("whitepaper-nurture").Published!.Emails.Keys.Order());
    }

    [Fact]
    public void What_is_wrong_with_a_shared_file_is_told_once_however_many_journeys_use_it()
    {
        using var written = new WrittenWorkspace();
        written.Write(
            "autumn/journey.json",
            WrittenWorkspace.Fine.Replace("spring", "autumn", StringComparison.Ordinal)
        );
        written.Write("autumn/emails/hello.html", "<title>Hello</title>{{unsubscribeUrl}}");
        written.Write("autumn/emails/hello.txt", "{{unsubscribeUrl}}");
        written.Write("calendars/summer.json", "{ \"calendar\": \"winter\" }");
        written.Write("teams.json", "[]");

        var workspace = OfflineWorkspace.Load(written.Root);

        Assert.Equal(
            [
                "calendars/summer.json J201",
                "calendars/summer.json J201",
                "calendars/summer.json J203",
                "teams.json J430",
            ],
            workspace.Shared.Select(found => $"{found.File} {found.Code}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_file_that_is_no_UTF_8_is_told_once_and_is_not_said_to_be_empty_or_missing()
    {
        using var written = new WrittenWorkspace();
        written.Write("spring/emails/hello.html", Encoding.Latin1.GetBytes("<title>Grüße</title>{{unsubscribeUrl}}"));
        written.Write("calendars/business.json", Encoding.Unicode.GetBytes(WrittenWorkspace.Calendar));

        var workspace = OfflineWorkspace.Load(written.Root);

        Assert.Equal(
            [
                "calendars/business.json:1:1 error J006: the file is saved as UTF-16; save it as UTF-8 (in your editor: Save with encoding, UTF-8)",
                "spring/emails/hello.html:1:10 error J008: this is not UTF-8; save the file as UTF-8 (in your editor: Save with encoding)",
            ],
            workspace.Diagnostics.Select(found => found.ToString())
        );
        Assert.Null(workspace.Find("spring").Published);
    }
}
