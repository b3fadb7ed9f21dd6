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
public sealed class NotifyPerformer(IMailSender sender, Workspace workspace, TaskBoard board)
    : IPerformer<Effect.Notify>
{
    private const int SubjectLength = 120;

    public async Task<Performance> PerformAsync(Effect.Notify effect, Occasion occasion, CancellationToken cancellation)
    {
        if (occasion.Render(effect.Message, out var message) is { } unknown)
        {
            return unknown;
        }

        var recipients = await RecipientsAsync(effect, cancellation);
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
            var mail = Compose(effect, occasion, message, recipient);
            if (await TellAsync(mail, cancellation) is MailResult.Refused refused)
            {
                refusals.Add(refused);
            }
        }

        return refusals.Find(refused => refused.Passing) is { } passing
                ? Performance.Later(passing.Why, passing.RetryAfter)
            : refusals.Count == recipients.Count ? Performance.Never(refusals[0].Why)
            : new Performance.Done($"told {string.Join(", ", recipients.Select(recipient => recipient.Email))}");
    }

    private async Task<MailResult?> TellAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (await sender.WasTakenAsync(mail.Effect, cancellation) == true)
        {
            return null;
        }

        try
        {
            return await sender.SendAsync(mail, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is not StorageUnavailableException)
        {
            // The answer was lost, or did not come in time. A colleague who is told twice is better off than one who is not told.
            return new MailResult.Refused(Passing: true, fault.Message);
        }
    }

    private async Task<List<TeamMember>> RecipientsAsync(Effect.Notify effect, CancellationToken cancellation)
    {
        var teams = await workspace.TeamsAsync(cancellation);
        var members = effect.To is { } team ? teams.ByName.GetValueOrDefault(team)?.Members.ToList() ?? [] : [];
        var task = effect.Task is { } id ? await board.FindAsync(id, cancellation) : null;
        if (task is not null && members.TrueForAll(member => member.Email != task.Owner))
        {
            members.Add(new(task.Owner, task.Owner));
        }

        return members;
    }

    private static OutgoingMail Compose(Effect.Notify effect, Occasion occasion, string message, TeamMember recipient)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        var subject = line.Length > SubjectLength ? $"{line[..(SubjectLength - 1)]}…" : line;
        var about = $"{occasion.Templates.JourneyTitle}: {occasion.ContactName}";
        return new(
            $"{effect.Id}~{recipient.Email}",
            occasion.Entry.Journey,
            occasion.Entry.Version,
            effect.Step,
            occasion.Instance,
            occasion.Contact,
            recipient.Email,
            recipient.Name,
            "service",
            new(
                subject,
                about,
                $"<p>{WebUtility.HtmlEncode(message)}</p><p>{WebUtility.HtmlEncode(about)}</p>",
                $"{message}\n\n{about}\n"
            )
        );
    }
}
