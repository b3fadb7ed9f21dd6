using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary><c>{ "end": "handed-over" }</c>: the run is over, with this outcome.</summary>
public sealed class EndStep(StepSource source, Named outcome) : Step(source)
{
    public override string Verb => "end";

    /// <summary>How the run ends.</summary>
    public string Outcome => outcome.Name;

    public override IEnumerable<Way> Ways => [];

    internal static EndStep Read(StepReader reader) => new(reader.Source, reader.Name("end"));

    public override Decision Enter(Scene scene) =>
        new Decision.Finish(new(ReasonCode.Ended, null, outcome.Name), outcome.Name);
}
