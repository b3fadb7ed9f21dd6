using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tasks;

namespace Journeys.Runtime.Effects;

/// <summary>Puts tasks and hand-overs before a team's member, with everything known so far.</summary>
public sealed class OpenTaskPerformer(TaskBoard board, BriefWriter briefs, OwnerChoice owners, Workspace workspace)
    : IPerformer<Effect.OpenTask>
{
    public async Task<Performance> PerformAsync(
        Effect.OpenTask effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        var teams = await workspace.TeamsAsync(cancellation);
        if (!teams.ByName.TryGetValue(effect.Team, out var team) || team.Members.IsEmpty)
        {
            return Performance.Never($"there is nobody in team {effect.Team}: add it to teams.json and publish again");
        }

        if (occasion.Render(effect.Title, out var title) is { } unknown)
        {
            return unknown;
        }

        var task = await board.FindAsync(effect.Id, cancellation);
        task = await board.OpenAsync(
            task ?? await WriteAsync(effect, occasion, title, team, cancellation),
            cancellation
        );
        return new Performance.Done(task is null ? "it was closed before" : $"assigned to {task.Owner}");
    }

    private async Task<StoredTask> WriteAsync(
        Effect.OpenTask effect,
        Occasion occasion,
        string title,
        Team team,
        CancellationToken cancellation
    )
    {
        var (contact, account) = (occasion.Facts.Contact, occasion.Facts.Account);
        return new(
            effect,
            occasion.Contact,
            occasion.ContactName,
            title,
            await owners.ChooseAsync(effect.Team, team, contact, account, cancellation),
            occasion.Now,
            StoredTask.Open,
            null,
            null,
            await briefs.WriteAsync(occasion.Contact, effect.Story, effect.Asks, cancellation)
        );
    }
}
