namespace Journeys.Cli.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record Ran(int Code, string Output, string Error);

/// <summary>Runs commands in this process, with everything around them prepared.</summary>
internal sealed class Terminal(HttpMessageHandler host)
{
    /// <summary>The columns; null when the output is redirected.</summary>
    public int? Width { get; init; }

    /// <summary>What is redirected into the command; null when a person sits there.</summary>
    public string? Input { get; init; }

    /// <summary>What the person types.</summary>
    public string Typed { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public string Folder { get; init; } = AppContext.BaseDirectory;

    public CancellationToken Cancelled { get; init; }

    public Dictionary<string, string> Variables { get; } = new() { ["NO_COLOR"] = "1" };

    public static Task<Ran> RunAsync(FakeHost host, params string[] args) => new Terminal(host).RunAsync(args);

    public async Task<Ran> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, Around(output, error), Cancelled);
        return new Ran(code, Text(output), Text(error));
    }

    private static string Text(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n');

    private Surroundings Around(StringWriter output, StringWriter error) =>
        new()
        {
            Input = new StringReader(Input ?? Typed),
            Output = output,
            Error = error,
            InputIsTerminal = Input is null,
            OutputIsTerminal = Width is not null,
            ErrorIsTerminal = Width is not null,
            Width = Width ?? 80,
            Variable = Variables.GetValueOrDefault,
            Folder = Folder,
            User = "mia",
            Zone = TimeZoneInfo.Utc,
            NewId = () => "cli-1",
            Clock = Clock,
            Http = host,
        };
}
