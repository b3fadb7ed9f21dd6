using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys send</c>: sends events, and tells what became of each.</summary>
internal static class SendCommand
{
    public static Command Create(Shell shell)
    {
        var file = new Argument<string?>("file")
        {
            Description = "A CloudEvent as JSON, or a list of them; - is stdin",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var type = Option("--type", "The event's type, like email.clicked", "type");
        var contact = Option("--contact", "Whose event it is: the contact's id", "id");
        var data = Option("--data", "The event's data: a JSON object", "json");
        var id = Option("--id", "The event's id; made up unless told. An id that was sent before is a duplicate", "id");
        var source = Option("--source", $"Where it comes from; {OneEvent.DefaultSource} unless told", "source");
        var time = Option("--time", "When it happened (ISO 8601); now unless told", "time");
        var command = new Command("send", "Send events, and see what became of each")
        {
            file,
            type,
            contact,
            data,
            id,
            source,
            time,
        };
        command.SetAction(
            (parsed, cancelled) =>
            {
                var one = new OneEvent(
                    parsed.GetValue(type),
                    parsed.GetValue(contact),
                    parsed.GetValue(data),
                    parsed.GetValue(id),
                    parsed.GetValue(source),
                    parsed.GetValue(time)
                );
                return RunAsync(shell.Open(parsed), parsed.GetValue(file), one, cancelled);
            }
        );
        return command;
    }

    private static Option<string?> Option(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    private static async Task<int> RunAsync(Session session, string? file, OneEvent one, CancellationToken cancelled)
    {
        if (file is not null && one.Given)
        {
            throw new UsageException("Give a file, or one event with --type and --contact, not both.");
        }

        if (one.Given)
        {
            return Told(session, await SendAsync(session, one.Parcel(session.Surroundings.NewId), cancelled));
        }

        var parcels = await EventFile.ReadAsync(file, session.Surroundings, cancelled);
        var replies = new List<Reply<EventsAnswer>>();
        foreach (var parcel in parcels)
        {
            var reply = await SendAsync(session, parcel, cancelled);
            replies.Add(reply);
            if (reply is Reply<EventsAnswer>.Refused)
            {
                break;
            }
        }

        return Told(session, Answers.Together(replies));
    }

    private static Task<Reply<EventsAnswer>> SendAsync(Session session, Parcel parcel, CancellationToken cancelled) =>
        session.Api.SendAsync(parcel.Json, parcel.MediaType, cancelled);

    private static int Told(Session session, Reply<EventsAnswer> reply)
    {
        var code = session.Print(reply, answer => Print(session.Screen, answer));
        return reply is Reply<EventsAnswer>.Done { Value.Rejected: > 0 } ? (int)ExitCode.Problems : code;
    }

    private static void Print(Screen screen, EventsAnswer answer)
    {
        foreach (var one in answer.Events)
        {
            var reached = string.Join(", ", one.Instances);
            var text = one.Id ?? "(no id)";
            text += one.Reason is { } reason ? $": {reason}" : "";
            screen.Beside(0, Word(one.Result), 11, text + (reached.Length == 0 ? "" : $" → {reached}"));
        }

        if (answer.Events.Count != 1)
        {
            screen.Line($"{answer.Accepted} accepted, {answer.Duplicate} duplicate, {answer.Rejected} rejected");
        }
    }

    private static Cell Word(EventResult result) =>
        result switch
        {
            EventResult.Accepted => new("accepted", "green"),
            EventResult.Duplicate => new("duplicate", "yellow"),
            _ => new("rejected", "red"),
        };
}
