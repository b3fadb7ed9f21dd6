using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tasks;

namespace Journeys.Runtime.Effects;

/// <summary>Puts tasks and hand-overs before a team's member, with everything known so far, and tells the member by mail.</summary>
public sealed class OpenTaskPerformer(
    TaskBoard board,
    BriefWriter briefs,
    OwnerChoice owners,
    Workspace workspace,
    TaskMail mails,
    IMailSender sender
) : IPerformer<Effect.OpenTask>
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
        if (task is null || occasion.Entry.Tries == 0)
        {
            task = await board.OpenAsync(
                task ?? await WriteAsync(effect, occasion, title, team, cancellation),
                cancellation
            );
        }

        // Otherwise it was opened before and only its mail is left: by now it may be closing, and must not come up again.
        return task is { IsOpen: true }
            ? await TellAsync(task, occasion, cancellation)
            : new Performance.Done("it was closed before");
    }

    // The task is on its owner's list whatever becomes of the mail, so a mail that is refused holds nobody up.
    private async Task<Performance> TellAsync(StoredTask task, Occasion occasion, CancellationToken cancellation)
    {
        var mail = await mails.WriteAsync(
            $"{task.Id}~{task.Owner}",
            occasion,
            task.Effect.Step,
            task,
            task.Title,
            cancellation
        );
        return await sender.TellAsync(mail, cancellation) switch
        {
            null => new Performance.Done($"assigned to {task.Owner}"),
            { Passing: true } busy when occasion.Entry.Tries < EffectStep.Retries.Count => Performance.Later(
                busy.Why,
                busy.RetryAfter
            ),
            var refused => new Performance.Done($"assigned to {task.Owner}, who could not be mailed: {refused.Why}"),
        };
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
