using Journeys.Orchestrations.Simulation.Behaviour;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>The length of time than which a share of all is shorter: the inverse of a distribution.</summary>
/// <param name="share">Between 0 and 1, neither of both.</param>
public delegate Duration Quantile(double share);

/// <summary>Turns the name of a distribution into its inverse.</summary>
public delegate Quantile QuantileOf(Spread spread);
