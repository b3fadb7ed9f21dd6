using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Journeys.Cli;

/// <summary>Everything outside of the process that a command may touch, so that a test can be its surroundings.</summary>
internal sealed record Surroundings
{
    public required TextReader Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>True when nobody has redirected the input: reading it would wait for a person.</summary>
    public required bool InputIsTerminal { get; init; }

    /// <summary>True when a person looks at the output.</summary>
    public required bool OutputIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    /// <summary>The columns of the terminal; what is redirected is never cut or wrapped.</summary>
    public required int Width { get; init; }

    /// <summary>An environment variable, null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Where relative paths begin.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of whoever runs the command: who decided, unless they say otherwise.</summary>
    public required string User { get; init; }

    /// <summary>The zone that instants are shown in.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>A new event's id: two events sent by hand are two events, also when they say the same.</summary>
    public required Func<string> NewId { get; init; }

    /// <summary>The clock that pauses are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What carries requests to the host.</summary>
    public required HttpMessageHandler Http { get; init; }

    /// <summary>Shows a file in whatever program shows such files.</summary>
    public Action<string> Show { get; init; } =
        file => Process.Start(new ProcessStartInfo(file) { UseShellExecute = true })?.Dispose();

    /// <summary>Surroundings in which there is only somewhere to write to.</summary>
    public static Surroundings Silent(TextWriter output) =>
        new()
        {
            Input = TextReader.Null,
            Output = output,
            Error = TextWriter.Null,
            InputIsTerminal = false,
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 80,
            Variable = _ => null,
            Folder = "",
            User = "",
            Zone = TimeZoneInfo.Utc,
            NewId = () => "",
            Http = new SocketsHttpHandler(),
        };

    public static Surroundings OfThisProcess()
    {
        if (Console.IsOutputRedirected)
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        return new Surroundings
        {
            Input = Console.In,
            Output = Console.Out,
            Error = Console.Error,
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = Console.IsOutputRedirected ? 80 : Math.Max(40, Console.WindowWidth),
            Variable = Environment.GetEnvironmentVariable,
            Folder = Environment.CurrentDirectory,
            User = Environment.UserName,
            Zone = TimeZoneInfo.Local,
            NewId = () => "cli-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10)),
            Http = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false },
        };
    }
}
