namespace Journeys.Functions.Tests.Infra;

public sealed class CostTests
{
    private static readonly string Page = Sources.Text("docs", "azure.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_page_says_what_a_million_journeys_cost() => Says(Cost.Table());

    [Fact]
    public void The_page_says_how_many_requests_of_our_own_there_are() => Says(Cost.OwnTable());

    [Fact]
    public void The_page_says_what_durable_adds_to_a_turn() => Says(Cost.DurableTable());

    private static void Says(string table) =>
        Assert.True(Page.Contains(table, StringComparison.Ordinal), $"docs/azure.md should have\n\n{table}");
}
