using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.DeadLetters;

/// <summary>Deals with all dead letters that match, portion after portion, and tells how far it has come.</summary>
/// <param name="session">The run.</param>
/// <param name="done">What becomes of them: <c>replayed</c>.</param>
internal sealed class DeadRound(Session session, string done)
{
    private readonly List<DeadLetterAnswer> answers = [];

    /// <summary>Goes through them.</summary>
    /// <param name="choice">Which ones.</param>
    /// <param name="question">The verb to ask with first; null: nobody is asked.</param>
    /// <param name="next">Deals with the portion after a mark.</param>
    public async Task<int> RunAsync(
        DeadLetterChoice choice,
        string? question,
        Func<string?, Task<Reply<DeadLettersAnswer>>> next,
        CancellationToken cancelled
    )
    {
        if (question is not null && !await AgreedAsync(choice, question, cancelled))
        {
            session.Screen.Line($"Nothing was done.");
            return (int)ExitCode.Problems;
        }

        string? after = null;
        do
        {
            var reply = await next(after);
            if (reply is not Reply<DeadLettersAnswer>.Done { Value: var portion })
            {
                return session.Print(reply, static _ => { });
            }

            answers.AddRange(portion.Letters);
            Tell(portion);
            after = portion.Next;
        } while (after is not null);

        Print();
        return (int)(answers.All(answer => answer.Done) ? ExitCode.Done : ExitCode.Problems);
    }

    private async Task<bool> AgreedAsync(DeadLetterChoice choice, string question, CancellationToken cancelled)
    {
        var found = await Pager.GatherAsync<DeadLetterSummary>(
            null,
            at => session.Api.DeadLettersAsync(choice, over: false, at, cancelled)
        );
        return found is not Reply<Page<DeadLetterSummary>>.Done { Value.Items.Count: > 0 and var count }
            || Question.Ask(session, $"{question} {count} dead letter{(count == 1 ? "" : "s")}?");
    }

    private void Tell(DeadLettersAnswer portion)
    {
        if (session.Surroundings.ErrorIsTerminal && portion.Next is not null)
        {
            session.Screen.Advice($"[grey]{answers.Count} dealt with[/]");
        }
    }

    private void Print()
    {
        var taken = answers.Count(answer => answer.Done);
        if (session.Json)
        {
            var all = new DeadLettersAnswer(taken, answers.Count - taken, answers, null);
            session.Screen.Document(JsonSerializer.Serialize(all, ApiJson.Answers.DeadLettersAnswer));
            return;
        }

        if (answers.Count == 0)
        {
            session.Screen.Line($"No dead letter matches.");
            return;
        }

        foreach (var group in answers.Where(answer => !answer.Done).GroupBy(answer => answer.Reason))
        {
            session.Screen.Beside(0, new("refused", "red"), 9, $"{group.Count()} × {group.Key}");
            foreach (var answer in group.Take(3))
            {
                session.Screen.Beside(9, new(answer.Id, "grey"), 9, "");
            }
        }

        session.Screen.Line($"{Sum(taken)}");
    }

    private string Sum(int taken)
    {
        var by = answers
            .Where(answer => answer.Done && answer.Result != "discarded")
            .GroupBy(answer => answer.Result)
            .Select(group => $"{group.Count()} {(group.Key == "duplicate" ? "known already" : group.Key)}");
        var how = string.Join(", ", by);
        var left = answers.Count - taken;
        return $"{taken} {done}{(how.Length > 0 ? $" ({how})" : "")}{(left > 0 ? $", {left} stay on the list" : "")}.";
    }
}
