using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>Several answers about events as one.</summary>
internal static class Answers
{
    /// <summary>The sum of the answers; the refusal, where one was refused as a whole.</summary>
    public static Reply<EventsAnswer> Together(IReadOnlyList<Reply<EventsAnswer>> replies)
    {
        if (replies is [var only])
        {
            return only;
        }

        if (replies.OfType<Reply<EventsAnswer>.Refused>().FirstOrDefault() is { } refused)
        {
            return refused;
        }

        var answers = replies.OfType<Reply<EventsAnswer>.Done>().Select(reply => reply.Value).ToList();
        var sum = new EventsAnswer(
            answers.Sum(answer => answer.Accepted),
            answers.Sum(answer => answer.Duplicate),
            answers.Sum(answer => answer.Rejected),
            [.. answers.SelectMany(answer => answer.Events)]
        );
        return new Reply<EventsAnswer>.Done(sum, JsonSerializer.Serialize(sum, ApiJson.Default.EventsAnswer));
    }
}
