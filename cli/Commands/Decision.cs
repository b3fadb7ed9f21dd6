using Journeys.Cli.Api;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>Tells what an answer or an operator's decision did.</summary>
internal static class Decision
{
    public static int Print(Session session, Reply<DecisionAnswer> reply)
    {
        var code = session.Print(
            reply,
            answer =>
            {
                session.Screen.Line($"{(answer.Done ? "Done" : "Nothing changed")}: {answer.Reason}");
                session.Screen.Line($"{Standing(answer.Instance)}");
            }
        );
        return reply is Reply<DecisionAnswer>.Done { Value.Done: false } ? (int)ExitCode.Problems : code;
    }

    private static string Standing(InstanceSummary instance) =>
        $"{instance.Id} is {instance.Status}"
        + (instance.Step is null ? "" : $" at {instance.Step}")
        + (instance.Outcome is null ? "" : $": {instance.Outcome}");
}
