using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Explaining;

/// <summary><c>journeys why</c>: which rule decided, with which values at that moment, and where it is written.</summary>
internal static class WhyCommand
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("instance")
        {
            Description = "The instance's id, or a contact's for all its journeys",
        };
        var command = new Command(
            "why",
            "Why a contact is where it is: each decision with its rule, the values at that moment, and the step's own line."
        )
        {
            id,
        };
        command.SetAction((parsed, cancelled) => RunAsync(shell.Open(parsed), parsed.GetRequiredValue(id), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, CancellationToken cancelled)
    {
        var stories = new List<WhyStory>();
        var lines = new StepLines(session.Api);
        foreach (var instance in await InstancesAsync(session, id, cancelled))
        {
            switch (await session.Api.InstanceAsync(instance, cancelled))
            {
                case Reply<InstanceDetail>.Done done:
                    stories.Add(await WhyStory.OfAsync(done.Value, lines, cancelled));
                    break;
                case Reply<InstanceDetail>.Refused { Status: 404 } when instance == id:
                    // Neither is there a contact of this name.
                    return session.Print(await session.Api.ContactAsync(id, null, cancelled), static _ => { });
                case Reply<InstanceDetail>.Refused refused:
                    return (int)session.Refuse(refused);
            }
        }

        await PrintAsync(session, id, stories, cancelled);
        return (int)ExitCode.Done;
    }

    // The instances of a contact; else the id itself.
    private static async Task<IEnumerable<string>> InstancesAsync(
        Session session,
        string id,
        CancellationToken cancelled
    )
    {
        // Every instance's id has a tilde; a contact's may have one too.
        if (id.Contains('~') && await session.Api.InstanceAsync(id, cancelled) is Reply<InstanceDetail>.Done)
        {
            return [id];
        }

        return await session.Api.ContactAsync(id, null, cancelled) is Reply<ContactDetail>.Done { Value: var contact }
            ? contact.Instances.Select(instance => instance.Id)
            : [id];
    }

    private static async Task PrintAsync(
        Session session,
        string id,
        List<WhyStory> stories,
        CancellationToken cancelled
    )
    {
        if (session.Json)
        {
            var page = new Page<WhyStory>(stories);
            session.Screen.Document(JsonSerializer.Serialize(page, ExplainingJson.Readable.PageWhyStory));
            return;
        }

        if (stories.Count == 0)
        {
            session.Screen.Line($"{id} is in no journey. Why not: journeys why-not {id} <journey>");
        }

        var when = await session.WhenAsync(cancelled);
        foreach (var (i, story) in stories.Index())
        {
            if (i > 0)
            {
                session.Screen.Line();
            }

            story.Print(session.Screen, when);
        }
    }
}
