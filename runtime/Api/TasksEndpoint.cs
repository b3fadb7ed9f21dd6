using System.Diagnostics;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Access;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/tasks</c>: the sales inbox.</summary>
public sealed class TasksEndpoint(
    TaskBoard board,
    TaskList list,
    TaskAnswers answers,
    BriefWriter briefs,
    InstanceStore instances,
    Workspace workspace,
    TimeProvider clock
)
{
    private const string Advice = "GET /api/tasks lists those that are open.";

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary><c>GET /api/tasks</c>: what is due first at the top.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var status = request.Query("status") ?? "open";
        if (status is not ("open" or "closed"))
        {
            return Problems.BadRequest($"\"status\" is \"{status}\": give open or closed.");
        }

        var teams = await workspace.TeamsAsync(cancellation);
        var team = request.Query("team");
        if (team is not null && !teams.ByName.ContainsKey(team))
        {
            return Problems.NotFound("team", team, $"Known are {string.Join(", ", teams.ByName.Keys)}.");
        }

        var after = request.Query("after") is { } token ? PageToken.ReadKey(token).Row : null;
        var (tasks, next) = await list.ReadAsync(
            team is null ? teams.ByName.Keys : [team],
            status == "open",
            request.Query("owner")?.Trim().ToLowerInvariant(),
            request.Top(),
            after,
            cancellation
        );
        var page = new Page<TaskDetail>(
            [.. tasks.Select(task => task.ToDetail(Now))],
            next is null ? null : PageToken.Of("", next)
        );
        return Results.Json(page, ApiJson.Answers.PageTaskDetail);
    }

    /// <summary><c>GET /api/tasks/{id}</c>: one task; while it is open, its brief is as of now.</summary>
    public async Task<IResult> GetAsync(string id, CancellationToken cancellation)
    {
        if (await board.FindAsync(id, cancellation) is not { } task)
        {
            return Problems.NotFound("task", id, Advice);
        }

        var effect = task.Effect;
        var brief = task.IsOpen
            ? await briefs.WriteAsync(task.Contact, effect.Story, effect.Asks, cancellation)
            : task.Brief;
        return Results.Json(task.ToDetail(Now, brief), ApiJson.Answers.TaskDetail);
    }

    /// <summary><c>POST /api/tasks/{id}/{outcome}</c>: decides.</summary>
    public async Task<IResult> PostAsync(HttpRequest request, string id, string outcome, CancellationToken cancellation)
    {
        var body = await request.ReadJsonAsync(ApiJson.Default.TaskAnswerRequest, cancellation);
        var answer = await answers.AnswerAsync(
            id,
            outcome,
            request.By(body?.By),
            body?.Answers ?? Fields.Empty,
            cancellation
        );
        return answer switch
        {
            TaskAnswer.Taken taken => await AnswerAsync(taken, cancellation),
            TaskAnswer.Unknown => Problems.NotFound("task", id, Advice),
            TaskAnswer.NotOffered { Task: var task } => Problems.NotFound(
                "outcome",
                outcome,
                $"Task {id} offers {string.Join(", ", task.Effect.Outcomes)}."
            ),
            TaskAnswer.Refused refused => Problems.Unprocessable(refused.Reason),
            _ => throw new UnreachableException($"{answer} is no answer"),
        };
    }

    private async Task<IResult> AnswerAsync(TaskAnswer.Taken taken, CancellationToken cancellation)
    {
        var instance =
            await instances.FindAsync(taken.Task.Instance, cancellation)
            ?? throw new InvalidDataException($"Task {taken.Task.Id} has no instance.");
        return Results.Json(
            new DecisionAnswer(taken.Answer is AdvanceAnswer.Moved, taken.Answer.ToString(), instance),
            ApiJson.Answers.DecisionAnswer
        );
    }
}
