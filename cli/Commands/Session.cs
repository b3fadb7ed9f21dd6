using System.Diagnostics;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>What one run of a command works with.</summary>
/// <param name="Api">The host.</param>
/// <param name="Screen">Where it prints.</param>
/// <param name="Json">Print the API's JSON instead of words.</param>
internal sealed record Session(JourneysClient Api, Screen Screen, bool Json, Surroundings Surroundings)
{
    /// <summary>Prints an answer, or why there is none.</summary>
    /// <param name="print">Prints it in words; the second argument tells times by the host's clock.</param>
    public async Task<int> PrintAsync<T>(Reply<T> reply, Action<T, When> print, CancellationToken cancelled)
    {
        if (reply is Reply<T>.Done done && !Json)
        {
            print(done.Value, await WhenAsync(cancelled));
            return (int)ExitCode.Done;
        }

        return Print(reply, static _ => { });
    }

    /// <summary>Prints an answer that has no times in it, or why there is none.</summary>
    public int Print<T>(Reply<T> reply, Action<T> print)
    {
        switch (reply)
        {
            case Reply<T>.Refused refused:
                return (int)Refuse(refused);
            case Reply<T>.Done done when Json:
                Screen.Document(done.Json);
                return (int)ExitCode.Done;
            case Reply<T>.Done done:
                print(done.Value);
                return (int)ExitCode.Done;
            default:
                throw new UnreachableException($"A reply is done or refused, not {reply.GetType()}.");
        }
    }

    /// <summary>Tells what the host objects to: on stderr, and with --json the host's own words on stdout too.</summary>
    public ExitCode Refuse<T>(Reply<T>.Refused refused)
    {
        if (Json)
        {
            Screen.Document(refused.Json);
        }

        Refusal.Print(Screen, refused.Status, refused.Problem);
        return refused.Status == 404 ? ExitCode.NotFound : ExitCode.Problems;
    }

    /// <summary>Tells times relative to the host's clock, which may run ahead of the wall's.</summary>
    public async Task<When> WhenAsync(CancellationToken cancelled) =>
        new(await Api.HealthAsync(cancelled) is Reply<Health>.Done health ? health.Value.Now : null, Surroundings.Zone);
}
