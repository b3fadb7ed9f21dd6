using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Steps;

/// <summary>Which step it is, and where it stands in the file.</summary>
public sealed record StepSource(string Name, Place At);
