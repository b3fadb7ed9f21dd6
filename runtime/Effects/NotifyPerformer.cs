using System.Net;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Tells a team, and the owner of the task it is about, by mail. Each recipient's mail has an id of its own, so after a
/// crash only those are told that the provider does not know of.
/// </summary>
public sealed class NotifyPerformer(IMailSender sender, Workspace workspace, TaskBoard board, TaskMail mails)
    : IPerformer<Effect.Notify>
{
    public async Task<Performance> PerformAsync(Effect.Notify effect, Occasion occasion, CancellationToken cancellation)
    {
        if (occasion.Render(effect.Message, out var message) is { } unknown)
        {
            return unknown;
        }

        var task = effect.Task is { } id ? await board.FindAsync(id, cancellation) : null;
        var recipients = await RecipientsAsync(effect, task, cancellation);
        if (recipients.Count == 0)
        {
            return Performance.Never(
                effect.To is { } team
                    ? $"there is nobody in team {team}: add it to teams.json and publish again"
                    : "the task has no owner to be reminded"
            );
        }

        var refusals = new List<MailResult.Refused>();
        foreach (var recipient in recipients)
        {
            // Who can decide gets the means to.
            var mail =
                task is { IsOpen: true } && recipient.Email == task.Owner
                    ? await mails.WriteAsync(Id(effect, recipient), occasion, effect.Step, task, message, cancellation)
                    : Compose(effect, occasion, message, recipient);
            if (await sender.TellAsync(mail, cancellation) is { } refused)
            {
                refusals.Add(refused);
            }
        }

        return refusals.Find(refused => refused.Passing) is { } passing
                ? Performance.Later(passing.Why, passing.RetryAfter)
            : refusals.Count == recipients.Count ? Performance.Never(refusals[0].Why)
            : new Performance.Done($"told {string.Join(", ", recipients.Select(recipient => recipient.Email))}");
    }

    private async Task<List<TeamMember>> RecipientsAsync(
        Effect.Notify effect,
        StoredTask? task,
        CancellationToken cancellation
    )
    {
        var teams = await workspace.TeamsAsync(cancellation);
        var members = effect.To is { } team ? teams.ByName.GetValueOrDefault(team)?.Members.ToList() ?? [] : [];
        if (task is not null && members.TrueForAll(member => member.Email != task.Owner))
        {
            members.Add(new(task.Owner, task.Owner));
        }

        return members;
    }

    private static OutgoingMail Compose(Effect.Notify effect, Occasion occasion, string message, TeamMember recipient)
    {
        var about = $"{occasion.Templates.JourneyTitle}: {occasion.ContactName}";
        return TaskMail.Compose(
            Id(effect, recipient),
            occasion,
            effect.Step,
            recipient.Email,
            recipient.Name,
            new(
                TaskMail.Subject(message),
                about,
                $"<p>{WebUtility.HtmlEncode(message)}</p><p>{WebUtility.HtmlEncode(about)}</p>",
                $"{message}\n\n{about}\n"
            )
        );
    }

    private static string Id(Effect.Notify effect, TeamMember recipient) => $"{effect.Id}~{recipient.Email}";
}
