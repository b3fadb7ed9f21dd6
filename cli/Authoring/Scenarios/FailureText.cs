using Journeys.Cli.Output;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>What is wrong with a scenario, as plain text: what <c>journeys test</c> prints of it when it is redirected.</summary>
internal static class FailureText
{
    public static string Of(Verdict scenario)
    {
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var found in scenario.Findings)
        {
            text.WriteLine(found);
        }

        var around = Surroundings.Silent(text);
        new TwoColumns(new Screen(around, colours: false), around).Print(scenario.Rows);
        foreach (var problem in scenario.Problems)
        {
            text.WriteLine($"    ! {problem}");
        }

        return text.ToString();
    }
}
