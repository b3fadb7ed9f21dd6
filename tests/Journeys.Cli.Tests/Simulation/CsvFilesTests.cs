using Journeys.Cli.Simulation.Report;

namespace Journeys.Cli.Tests.Simulation;

public sealed class CsvFilesTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("+1")]
    [InlineData("-1+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("＝1")]
    public void A_name_that_a_spreadsheet_would_calculate_is_text(string name) =>
        Assert.Equal("'" + name, CsvFiles.Harmless(name));

    [Fact]
    public void Figures_and_other_names_stay_as_they_are() =>
        Assert.Equal(
            "-1.5|spring||",
            string.Join('|', new object?[] { -1.5, "spring", "", null }.Select(CsvFiles.Harmless))
        );
}
