using Journeys.Runtime.Api;

namespace Journeys.Cli.Output;

/// <summary>Tells on stderr what the host objects to: what, why, and every single fault it names.</summary>
internal static class Refusal
{
    public static void Print(Screen screen, int status, Problem problem)
    {
        var title = string.IsNullOrWhiteSpace(problem.Title)
            ? $"The host answered with status {status}"
            : problem.Title;
        screen.Trouble($"{title.TrimEnd('.')}.");
        if (!string.IsNullOrWhiteSpace(problem.Detail))
        {
            screen.Advice($"{problem.Detail}");
        }

        // The only fault is often the detail itself, which need not be said twice.
        foreach (var fault in (problem.Errors ?? []).Where(fault => fault != problem.Detail))
        {
            screen.Advice($"  {fault}");
        }

        foreach (var diagnostic in problem.Diagnostics ?? [])
        {
            screen.Advice($"{diagnostic}");
        }

        if (status is 401)
        {
            screen.Advice($"Give the host's API key with --key or JOURNEYS_API_KEY.");
        }
    }
}
