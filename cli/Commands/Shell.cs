using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;

namespace Journeys.Cli.Commands;

/// <summary>The options that every command knows, and what they make of the surroundings.</summary>
internal sealed class Shell(Surroundings surroundings)
{
    public const string DefaultUrl = "http://localhost:7071";

    public Surroundings Surroundings { get; } = surroundings;

    public Option<string?> Url { get; } =
        new("--url")
        {
            Description = $"The host's address; otherwise JOURNEYS_URL, otherwise {DefaultUrl}",
            HelpName = "address",
            Recursive = true,
        };

    public Option<string?> Key { get; } =
        new("--key")
        {
            Description =
                "The host's API key; otherwise JOURNEYS_API_KEY. The function key on Azure is JOURNEYS_FUNCTIONS_KEY, "
                + "otherwise the same",
            HelpName = "key",
            Recursive = true,
        };

    public Option<bool> Json { get; } =
        new("--json") { Description = "Print JSON to stdout, and nothing else", Recursive = true };

    /// <summary>For the commands that work on the files of a workspace, without a host.</summary>
    public Option<string?> Dir { get; } =
        new("--dir")
        {
            Description = "The workspace; otherwise the folder workspace here or above",
            HelpName = "folder",
        };

    public Option<bool> NoColor { get; } =
        new("--no-color")
        {
            Description = "Print without colours; the variable NO_COLOR does the same",
            Recursive = true,
        };

    public Screen Screen(ParseResult parsed)
    {
        var colours =
            !parsed.GetValue(NoColor)
            && string.IsNullOrEmpty(Surroundings.Variable("NO_COLOR"))
            && Surroundings.Variable("TERM") != "dumb";
        return new Screen(Surroundings, colours);
    }

    /// <summary>What a command works with.</summary>
    /// <exception cref="UsageException">The address or the key cannot be one.</exception>
    public Session Open(ParseResult parsed)
    {
        var address = Given(parsed.GetValue(Url)) ?? Given(Surroundings.Variable("JOURNEYS_URL")) ?? DefaultUrl;
        var key = Given(parsed.GetValue(Key)) ?? Given(Surroundings.Variable("JOURNEYS_API_KEY"));
        var functions = Given(Surroundings.Variable("JOURNEYS_FUNCTIONS_KEY")) ?? key;
        var api = new JourneysClient(Wire.To(Surroundings.Http, Host(address), key, functions));
        return new Session(api, Screen(parsed), parsed.GetValue(Json), Surroundings);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Uri Host(string address) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")
            ? url
            : throw new UsageException($"\"{address}\" is not an address. Write it like {DefaultUrl}.");
}
