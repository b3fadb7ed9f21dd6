using System.Text;

namespace Journeys.Cli.Tests.Authoring.Validate;

/// <summary>Files as editors, other systems and accidents leave them. What is plainly wrong has an example in the catalogue.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task A_byte_order_mark_and_line_breaks_of_Windows_change_nothing()
    {
        using var written = new WrittenWorkspace();
        var windows = WrittenWorkspace.Fine.ReplaceLineEndings("\r\n");
        written.Write("spring/journey.json", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(windows)]);

        Assert.Equal(new Ran(0, "", "1 journey: 0 errors, 0 warnings"), await written.RunAsync("validate"));
    }

    [Fact]
    public async Task Places_are_counted_as_in_an_editor_behind_a_mark_line_breaks_of_Windows_and_emojis()
    {
        using var written = new WrittenWorkspace();
        var windows = WrittenWorkspace
            .Fine.Replace("Spring", "🌷 Spring", StringComparison.Ordinal)
            .Replace("{ \"email\": \"hello\"", "{ \"🌷\": 1, \"email\": \"hello\"", StringComparison.Ordinal)
            .ReplaceLineEndings("\r\n");
        written.Write("spring/journey.json", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(windows)]);

        var ran = await written.RunAsync("validate");

        Assert.Equal(
            "workspace/spring/journey.json:3:16 error J102: step \"hello\" has no \"🌷\"; it takes email, class, then, noConsent, failed.".Replace(
                '/',
                Path.DirectorySeparatorChar
            ),
            ran.Output
        );
    }

    [Fact]
    public async Task A_file_of_50_MB_is_told_and_not_read()
    {
        using var written = new WrittenWorkspace("");
        using (var file = File.OpenWrite(Path.Combine(written.Root, "spring", "journey.json")))
        {
            file.SetLength(50 * 1024 * 1024);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var ran = await written.RunAsync("validate", "workspace/spring/journey.json");

        Assert.Equal(
            new Ran(
                1,
                "workspace/spring/journey.json:1:1 error J005: the file has 52,428,800 bytes; at most 1,048,576 are read (1 MiB)".Replace(
                    '/',
                    Path.DirectorySeparatorChar
                ),
                "1 journey: 1 error, 0 warnings"
            ),
            ran
        );
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50 * 1024 * 1024);
    }

    [Fact]
    public async Task A_broken_journey_does_not_hide_what_is_wrong_with_its_mails_and_the_other_journeys()
    {
        using var written = new WrittenWorkspace("{ \"journey\": ");
        written.Write("spring/emails/hello.html", "<p>Dear {{contact.nmae}}</p>");
        written.Write("autumn/journey.json", "[]");

        var ran = await written.RunAsync("validate");

        Assert.Equal(
            """
            workspace/autumn/journey.json:1:1 error J103: expected a journey, which is an object, found a list
            workspace/spring/journey.json:1:14 error J001: the file ends too early; expected ":" and a value
            workspace/spring/emails/hello.html:1:1 error J401: the mail has no subject: write it into <title>…</title>
            workspace/spring/emails/hello.html:1:11 error J404: there is no variable "contact.nmae": declare the field in workspace/fields.json if it is new. Did you mean "contact.name"?
            """.Replace(
                "workspace/spring/",
                $"workspace{Path.DirectorySeparatorChar}spring{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal
            ),
            ran.Output
        );
    }

    [Fact]
    public async Task A_file_full_of_nonsense_is_answered_all_the_same()
    {
        using var written = new WrittenWorkspace();
        var keys = string.Join(',', Enumerable.Range(0, 20_000).Select(n => $"\"nonsense-{n}\": {n}"));
        written.Write("spring/journey.json", $$"""{ "journey": "spring", {{keys}} }""");

        var ran = await written.RunAsync("validate", "workspace/spring/journey.json");

        Assert.Equal(1, ran.Code);
        Assert.EndsWith("errors, 0 warnings", ran.Error, StringComparison.Ordinal);
    }
}
