using System.Diagnostics;
using System.Globalization;
using Journeys.Local.Demo.Report;
using Journeys.Local.Demo.Show;
using Journeys.Local.Demo.World;
using Journeys.Local.Settings;
using Spectre.Console;

namespace Journeys.Local.Demo;

/// <summary>What the demo says. Everything but a JSON document goes to standard error when one is asked for.</summary>
internal sealed class DemoScreen
{
    private const int WidthWithoutTerminal = 120;

    private readonly TextWriter output;
    private readonly TextWriter told;
    private readonly IAnsiConsole console;
    private readonly bool json;
    private readonly bool live;

    public DemoScreen(TextWriter output, TextWriter error, bool json)
    {
        (this.output, this.json) = (output, json);
        told = json ? error : output;
        live = !(json ? Console.IsErrorRedirected : Console.IsOutputRedirected);
        console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(told),
                Ansi = live ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = live ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = live ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        if (!live)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }
    }

    /// <summary>How long this program runs, with what it took to load.</summary>
    public static TimeSpan SinceStart()
    {
        using var self = Process.GetCurrentProcess();
        return TimeProvider.System.GetUtcNow() - new DateTimeOffset(self.StartTime);
    }

    /// <summary>Says what is going to happen.</summary>
    public void Begin(LocalHost host, Showing showing, int contacts)
    {
        told.WriteLine($"Journeys listens on {host.Address}, and {host.Workspace.Count} journeys are live.");
        told.WriteLine(
            showing.GoesOn
                ? $"The demo was interrupted at {At(host)}; it goes on from there."
                : $"{contacts} invented contacts live through a week from {At(host)} on. Mail is captured, not sent."
        );
    }

    /// <summary>A view of the week: drawn on a terminal, lines elsewhere.</summary>
    public IProgressView View(int contacts) =>
        live && console.Profile.Capabilities.Ansi ? new LiveView(console, contacts) : new LineView(told, contacts);

    /// <summary>Says what came of it.</summary>
    public void End(DemoReport report, IReadOnlyList<Lead> leads)
    {
        new ReportScreen(console, leads).Print(report);
        if (json)
        {
            output.WriteLine(DemoDocument.Of(report).ToLine());
        }
    }

    /// <summary>Says how to go on with a host that stays.</summary>
    public void Stay(LocalHost host, double pace, string contact)
    {
        told.WriteLine();
        told.WriteLine($"The host stays at {host.Address}; from now on {Speed.Words(pace)}.");
        told.WriteLine("Try in another terminal:");
        if (host.Address.Port != LocalSettings.DefaultPort)
        {
            told.WriteLine($"  export JOURNEYS_URL={host.Address}");
        }

        told.WriteLine("  ./journeys status                  where everybody stands");
        told.WriteLine(
            "  ./journeys tasks                   what sales has to do; ./journeys task <id> <outcome> answers"
        );
        told.WriteLine($"  ./journeys show {contact}");
        told.WriteLine(
            """  ./journeys send --type whitepaper.downloaded --contact mia@example.com --data '{"topic":"energy"}'"""
        );
        told.WriteLine("Ctrl-C stops it; the next demo begins afresh.");
    }

    /// <summary>Says that the week was not played to its end.</summary>
    public void Interrupted() => told.WriteLine("Stopped. The next demo goes on from here.");

    private static string At(LocalHost host) =>
        host.Clock.Now.InUtc().ToString("dddd, d MMMM uuuu, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
