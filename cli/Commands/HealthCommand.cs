using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys health</c>: whether the host works, and how its clock stands.</summary>
internal static class HealthCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("health", "Whether the host works, and how its clock stands");
        command.SetAction(async (parsed, cancelled) => await RunAsync(shell.Open(parsed), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(Session session, CancellationToken cancelled)
    {
        var reply = await session.Api.HealthAsync(cancelled);
        var code = session.Print(reply, health => Print(session.Screen, health, session.Surroundings.Zone));
        return reply is Reply<Health>.Done { Value.Status: not "healthy" } ? (int)ExitCode.Problems : code;
    }

    private static void Print(Screen screen, Health health, TimeZoneInfo zone)
    {
        var well = health.Status == "healthy";
        var when = new When(null, zone);
        screen.Beside(0, "status", 9, new(health.Status, well ? "green" : "red"));
        screen.Beside(0, "version", 9, health.Version);
        screen.Beside(0, "clock", 9, $"{when.At(health.Now)} {when.Zone}, {Pace(health.Speed)}");
        if (health.Mail is { } mail)
        {
            screen.Beside(0, "mail", 9, mail);
        }

        foreach (var problem in health.Problems)
        {
            screen.Beside(0, "problem", 9, new(problem, "red"));
        }
    }

    private static string Pace(double speed) =>
        speed switch
        {
            1 => "in real time",
            0 => "moved by hand",
            >= 86_400 and var fast when fast % 86_400 == 0 => $"{fast / 86_400:0} d a second",
            >= 3_600 and var fast when fast % 3_600 == 0 => $"{fast / 3_600:0} h a second",
            _ => $"{speed:0.##} times as fast as the wall's",
        };
}
