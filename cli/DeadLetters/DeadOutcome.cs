using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;

namespace Journeys.Cli.DeadLetters;

/// <summary>Tells what came of one dead letter, or would come of it.</summary>
internal static class DeadOutcome
{
    public static int Print(Session session, Reply<DeadLetterAnswer> reply, bool isDry)
    {
        var code = session.Print(
            reply,
            answer =>
            {
                session.Screen.Line($"{Said(answer, isDry)}: {answer.Reason}");
                foreach (var instance in answer.Instances)
                {
                    session.Screen.Line($"[grey]It reached {instance}: journeys show {instance}[/]");
                }
            }
        );
        return reply is Reply<DeadLetterAnswer>.Done { Value.Done: false } ? (int)ExitCode.Problems : code;
    }

    private static string Said(DeadLetterAnswer answer, bool isDry) =>
        (answer.Done, isDry) switch
        {
            (true, true) => "It would be replayed",
            (true, false) => "Done",
            (false, true) => "It would be refused",
            (false, false) => "Nothing changed",
        };
}
