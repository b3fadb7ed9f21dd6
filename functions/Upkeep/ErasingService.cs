using Journeys.Runtime.Upkeep;
using Microsoft.Extensions.Hosting;

namespace Journeys.Functions.Upkeep;

/// <summary>
/// Erases contacts right after it was ordered in this process. What is left when the process stops, and the end of the watch,
/// are the timer's (<see cref="ErasingFunction"/>).
/// </summary>
public sealed class ErasingService(Erasing erasing) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => erasing.FollowAsync(stoppingToken);
}
