namespace Journeys.Cli.Tests.Authoring;

/// <summary>Names of journeys and mails are names: whatever is typed for one, nothing outside the workspace is read.</summary>
public sealed class PathTests
{
    private const string Secret = "what nobody should see";

    [Theory]
    [InlineData("validate", "../outside")]
    [InlineData("test", "../outside")]
    [InlineData("diagram", "../outside")]
    [InlineData("simulate", "../outside", "--contacts", "10")]
    [InlineData("preview", "../outside", "hello")]
    [InlineData("preview", "spring", "../../../outside/emails/hello")]
    [InlineData("preview", "spring/../../outside", "hello")]
    public async Task A_name_that_is_a_path_leads_nowhere(params string[] command)
    {
        using var written = new WrittenWorkspace();
        var outside = Path.Combine(Path.GetDirectoryName(written.Root)!, "outside");
        Directory.CreateDirectory(Path.Combine(outside, "emails"));
        await File.WriteAllTextAsync(
            Path.Combine(outside, "journey.json"),
            WrittenWorkspace.Fine.Replace("spring", Secret, StringComparison.Ordinal)
        );
        foreach (var part in new[] { "html", "txt" })
        {
            await File.WriteAllTextAsync(Path.Combine(outside, "emails", $"hello.{part}"), Secret);
        }

        var ran = await written.RunAsync(command);

        Assert.NotEqual(0, ran.Code);
        Assert.DoesNotContain(Secret, ran.Output + ran.Error, StringComparison.Ordinal);
    }
}
