using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys show</c>: a contact's path through one journey, with the reason of every decision.</summary>
internal static class ShowCommand
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("instance")
        {
            Description = "The instance's id; or a contact's, to list the instances of that contact",
        };
        var command = new Command("show", "A contact's path through a journey, with the reason of every decision")
        {
            id,
        };
        command.SetAction((parsed, cancelled) => RunAsync(shell.Open(parsed), parsed.GetRequiredValue(id), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, CancellationToken cancelled)
    {
        // Every instance's id has a tilde; a contact's may have one too.
        if (id.Contains('~'))
        {
            var instance = await session.Api.InstanceAsync(id, cancelled);
            if (instance is not Reply<InstanceDetail>.Refused { Status: 404 })
            {
                return await session.PrintAsync(
                    instance,
                    (one, when) => PathStory.Print(session.Screen, one, when),
                    cancelled
                );
            }
        }

        var contact = await session.Api.ContactAsync(id, null, cancelled);
        return await session.PrintAsync(contact, (one, when) => Print(session.Screen, one, when), cancelled);
    }

    private static void Print(Screen screen, ContactDetail contact, When when)
    {
        if (contact.Instances.Count == 0)
        {
            screen.Line($"{contact.Id} is in no journey.");
            return;
        }

        Journeys(screen, contact.Instances, when);
        screen.Line();
        screen.Line($"[grey]The path through one: journeys show {contact.Instances[0].Id}[/]");
    }

    /// <summary>Prints where a contact stands in each of its journeys.</summary>
    public static void Journeys(Screen screen, IReadOnlyList<InstanceSummary> instances, When when)
    {
        var list = new Listing().Word("JOURNEY").Word("STATUS").Word("STEP").Word("SINCE").Word("DUE").Id("ID");
        foreach (var item in instances)
        {
            var due = item.Due is { } at ? when.Ago(at) : "";
            list.Row(item.Journey, InstanceLists.Status(item), item.Step, when.Ago(item.Since), due, item.Id);
        }

        list.Print(screen);
    }
}
