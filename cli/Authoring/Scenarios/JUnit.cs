using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Results as the XML that JUnit began and every CI reads: a suite for a journey, a case for a scenario.</summary>
internal static class JUnit
{
    public static XDocument Of(IReadOnlyList<JourneyVerdict> verdicts)
    {
        var (passed, failed) = TestReport.Count(verdicts);
        return new(
            new XElement(
                "testsuites",
                new XAttribute("name", "journeys"),
                new XAttribute("tests", passed + failed),
                new XAttribute("failures", failed),
                verdicts.Select(Suite)
            )
        );
    }

    private static XElement Suite(JourneyVerdict verdict)
    {
        var (passed, failed) = TestReport.Count([verdict]);
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", verdict.Journey),
            new XAttribute("tests", passed + failed),
            new XAttribute("failures", failed),
            verdict.Scenarios.Select(scenario => Case(verdict.Journey, scenario))
        );
        if (!verdict.Broken.IsEmpty)
        {
            suite.Add(Case(verdict.Journey, new(verdict.Journey, "can be played", [], [], verdict.Broken)));
        }

        return suite;
    }

    private static XElement Case(string journey, Verdict scenario)
    {
        var one = new XElement(
            "testcase",
            new XAttribute("classname", journey),
            new XAttribute("name", Fit(scenario.Title)),
            new XAttribute("file", scenario.File)
        );
        if (!scenario.Passed)
        {
            var first = scenario.Findings.Select(found => found.Message).Concat(scenario.Problems);
            one.Add(
                new XElement(
                    "failure",
                    new XAttribute("message", Fit(first.FirstOrDefault() ?? "what happened is not what was expected")),
                    Fit(FailureText.Of(scenario))
                )
            );
        }

        return one;
    }

    // XML 1.0 has no place for control characters.
    private static string Fit(string text) =>
        text.Aggregate(
                new StringBuilder(text.Length),
                (fit, c) =>
                    char.IsControl(c) && c != '\n'
                        ? fit.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                        : fit.Append(c)
            )
            .ToString();
}
