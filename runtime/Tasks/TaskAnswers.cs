using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using NodaTime;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// Takes people's answers. What they found out about the contact goes into its profile first, so that the decision that
/// follows, and whoever reads the next brief, sees it.
/// </summary>
public sealed class TaskAnswers(TaskBoard board, EventIntake intake, IInstances instances, TimeProvider clock)
{
    private const string ContactRoot = "contact.";

    /// <summary>Answers a task.</summary>
    /// <param name="id">The task's id.</param>
    /// <param name="outcome">One of the outcomes it offers.</param>
    /// <param name="by">Who decided; null: its owner.</param>
    /// <param name="answers">What they filled in.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<TaskAnswer> AnswerAsync(
        string id,
        string outcome,
        string? by,
        Fields answers,
        CancellationToken cancellation
    )
    {
        if (await board.FindAsync(id, cancellation) is not { } task)
        {
            return new TaskAnswer.Unknown();
        }

        if (!task.Effect.Outcomes.Contains(outcome))
        {
            return new TaskAnswer.NotOffered(task);
        }

        var asked = task.Effect.Asks;
        if (answers.Select(answer => answer.Key).FirstOrDefault(name => !asked.Contains(name)) is { } stray)
        {
            return new TaskAnswer.Refused(
                $"The task does not ask for \"{stray}\". "
                    + (asked.IsEmpty ? "It asks for no fields." : $"It asks for {string.Join(", ", asked)}.")
            );
        }

        by = string.IsNullOrWhiteSpace(by) ? task.Owner : by.Trim();
        if (task.IsOpen)
        {
            var taken = await intake.AcceptAsync([Describe(task, outcome, by, answers)], cancellation);
            if (taken is [Intake.Rejected rejected])
            {
                return new TaskAnswer.Refused(rejected.Reason);
            }
        }

        var input = new JourneyInput.TaskAnswered(task.Id, outcome, by, answers);
        var told = await instances.TellAsync(new(task.Instance, task.Contact, input), cancellation);
        return new TaskAnswer.Taken(task, told[0]);
    }

    private IncomingEvent Describe(StoredTask task, string outcome, string by, Fields answers)
    {
        var source = OwnTouchpoints.Source(task.Journey);
        var data = answers
            .With("task", FieldValue.Of(task.Id))
            .With("step", FieldValue.Of(task.Effect.Step))
            .With("outcome", FieldValue.Of(outcome))
            .With("by", FieldValue.Of(by));
        return new(
            EventKey.Of(source, $"{task.Id}~{outcome}"),
            task.Contact,
            OwnTouchpoints.TaskAnswered,
            Instant.FromDateTimeOffset(clock.GetUtcNow()),
            source,
            null,
            Fields.Of(
                from answer in answers
                where answer.Key.StartsWith(ContactRoot, StringComparison.Ordinal)
                select KeyValuePair.Create(answer.Key[ContactRoot.Length..], answer.Value)
            ),
            Fields.Empty,
            data
        );
    }
}

/// <summary>What came of a person's answer.</summary>
public abstract record TaskAnswer
{
    private TaskAnswer() { }

    /// <summary>The instance was told.</summary>
    public sealed record Taken(StoredTask Task, AdvanceAnswer Answer) : TaskAnswer;

    /// <summary>There is no such task.</summary>
    public sealed record Unknown : TaskAnswer;

    /// <summary>The task does not offer this outcome.</summary>
    public sealed record NotOffered(StoredTask Task) : TaskAnswer;

    /// <summary>The answers cannot be kept.</summary>
    public sealed record Refused(string Reason) : TaskAnswer;
}
