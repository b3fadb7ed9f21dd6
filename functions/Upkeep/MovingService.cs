using Journeys.Runtime.Upkeep;
using Microsoft.Extensions.Hosting;

namespace Journeys.Functions.Upkeep;

/// <summary>
/// Moves those inside right after something was published in this process. What is left when the process stops is the timer's
/// (<see cref="MovingFunction"/>).
/// </summary>
public sealed class MovingService(VersionMover mover) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => mover.FollowAsync(stoppingToken);
}
