using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation.Report;

/// <summary>A simulation's report as one page.</summary>
internal static class HtmlPage
{
    public static string Of(SimulationReport report, JourneyDefinition definition) => report.Title + definition.Name;
}
