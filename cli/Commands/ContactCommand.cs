using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys contact</c>: what is known of a contact, where it stands, and what it did.</summary>
internal static class ContactCommand
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "The contact's id: as a rule the email address" };
        var command = new Command("contact", "A contact's profile, journeys and touchpoints")
        {
            id,
            ContactExportCommand.Create(shell),
            ContactEraseCommand.Create(shell),
            ContactEraseCommand.Receipt(shell),
        };
        var paging = new Paging(command);
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var reply = await GatherAsync(session, parsed.GetRequiredValue(id), paging.Wanted(parsed), cancelled);
                return await session.PrintAsync(reply, (one, when) => Print(session.Screen, one, when), cancelled);
            }
        );
        return command;
    }

    /// <summary>A contact with as many touchpoints as are wanted; null for all. Further pages only add older ones.</summary>
    public static async Task<Reply<ContactDetail>> GatherAsync(
        Session session,
        string id,
        int? wanted,
        CancellationToken cancelled
    )
    {
        var reply = await session.Api.ContactAsync(id, null, cancelled);
        if (reply is not Reply<ContactDetail>.Done { Value: var whole } done)
        {
            return reply;
        }

        var most = wanted ?? int.MaxValue;
        var touchpoints = whole.Touchpoints.ToList();
        var next = whole.Next;
        while (next is not null && touchpoints.Count < most)
        {
            reply = await session.Api.ContactAsync(id, next, cancelled);
            if (reply is not Reply<ContactDetail>.Done more)
            {
                return reply;
            }

            touchpoints.AddRange(more.Value.Touchpoints);
            next = more.Value.Next;
        }

        if (touchpoints.Count == whole.Touchpoints.Count)
        {
            return done;
        }

        whole = whole with { Touchpoints = touchpoints, Next = next };
        return new Reply<ContactDetail>.Done(whole, JsonSerializer.Serialize(whole, ApiJson.Default.ContactDetail));
    }

    private static void Print(Screen screen, ContactDetail contact, When when)
    {
        screen.Line($"[bold]{contact.Id}[/]");
        var fields = contact.Profile.OrderBy(field => field.Key, StringComparer.Ordinal).ToList();
        var column = Math.Min(30, fields.Select(field => Measure.Text(field.Key)).DefaultIfEmpty().Max() + 4);
        foreach (var (name, value) in fields)
        {
            screen.Beside(2, new(name, "grey"), column, value.ToString());
        }

        Permissions(screen, contact, when);
        screen.Line();
        if (contact.Instances.Count == 0)
        {
            screen.Line($"In no journey.");
        }
        else
        {
            ShowCommand.Journeys(screen, contact.Instances, when);
        }

        screen.Line();
        Touchpoints(screen, contact, when);
    }

    private static void Permissions(Screen screen, ContactDetail contact, When when)
    {
        if (contact.Consents.Count + contact.Suppressions.Count > 0)
        {
            screen.Line();
        }

        foreach (var consent in contact.Consents)
        {
            var said = consent.Given ? "consents to" : "does not want";
            screen.Line(
                $"{said} {consent.Class} by {consent.Channel}, {when.Ago(consent.At)}, said by {consent.Source} (event {consent.Event})"
            );
        }

        foreach (var one in contact.Suppressions)
        {
            var words = one.InForce ? "is suppressed" : "was suppressed, not any more";
            var detail = one.Detail is null ? "" : $": {one.Detail}";
            screen.Line($"{one.Address ?? "the address"} {words}, {one.Reason} {when.Ago(one.At)}{detail}");
        }
    }

    private static void Touchpoints(Screen screen, ContactDetail contact, When when)
    {
        if (contact.Touchpoints.Count == 0)
        {
            screen.Line($"No touchpoints.");
            return;
        }

        var list = new Listing().Word("WHEN").Word("TOUCHPOINT").Text("SOURCE").Text("DATA");
        foreach (var touchpoint in contact.Touchpoints)
        {
            var data = touchpoint.Data.Select(field => $"{field.Key} = {field.Value}");
            list.Row(when.Ago(touchpoint.At), touchpoint.Type, touchpoint.Source, string.Join("; ", data));
        }

        list.Print(screen);
        Paging.Rest(screen, contact.Next);
    }
}
