using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys export</c>: takes out of a host what can be simulated again.</summary>
internal static class ExportCommand
{
    public static Command Create(Shell shell)
    {
        var journey = new Option<string>("--journey")
        {
            Description = "The journey whose contacts are exported",
            HelpName = "name",
            Required = true,
        };
        var touchpoints = new Command(
            "touchpoints",
            """
            Print the contacts of a journey with all their touchpoints, one a line, for journeys simulate --replay.
            Who they are and what they did is personal: keep the file as you keep the CRM.
            """
        )
        {
            journey,
        };
        touchpoints.SetAction(
            (parsed, cancelled) => RunAsync(shell.Open(parsed), parsed.GetRequiredValue(journey), cancelled)
        );
        return new Command("export", "Take out of a host what can be simulated again") { touchpoints };
    }

    private static async Task<int> RunAsync(Session session, string journey, CancellationToken cancelled)
    {
        var instances = await Pager.GatherAsync<InstanceSummary>(
            null,
            at => session.Api.InstancesAsync(journey, null, null, at, cancelled)
        );
        if (instances is not Reply<Page<InstanceSummary>>.Done { Value.Items: var items })
        {
            return (int)session.Refuse((Reply<Page<InstanceSummary>>.Refused)instances);
        }

        foreach (var contact in items.Select(instance => instance.Contact).Distinct(StringComparer.Ordinal))
        {
            switch (await ContactCommand.GatherAsync(session, contact, null, cancelled))
            {
                case Reply<ContactDetail>.Done done:
                    session.Screen.Document(JsonSerializer.Serialize(done.Value, ApiJson.Default.ContactDetail));
                    break;
                // Who was erased meanwhile is nobody to live again.
                case Reply<ContactDetail>.Refused { Status: 404 }:
                    break;
                case Reply<ContactDetail>.Refused refused:
                    return (int)session.Refuse(refused);
            }
        }

        session.Screen.Advice($"Live them again with: journeys simulate {journey} --replay <file>");
        return (int)ExitCode.Done;
    }
}
