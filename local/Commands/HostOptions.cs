using System.CommandLine;
using Journeys.Local.Settings;
using Journeys.Runtime;

namespace Journeys.Local.Commands;

/// <summary>The options of every command that runs a host. Each overrides the setting of its name.</summary>
internal sealed class HostOptions
{
    private readonly Dictionary<string, Option<string?>> named = new(StringComparer.Ordinal);

    private readonly Option<bool> noAzurite = new("--no-azurite")
    {
        Description = "Never start Azurite; something else must answer as the storage account",
    };

    private readonly Option<string?> data = new("--data")
    {
        Description = "Where an Azurite that is started here keeps its data; .journeys/azurite unless told",
        HelpName = "folder",
    };

    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Log what the host is doing" };

    /// <summary>The options, with their help.</summary>
    /// <param name="speed">What the help says about the clock's speed.</param>
    public HostOptions(
        string speed = "How fast the clock runs: 1d=1s lets a day pass in a second, 60x is sixty times real time"
    )
    {
        Add(SettingsNames.Speed, "speed", speed);
        Add(SettingsNames.Port, "port", "The port to listen on, 7071 unless told; 0 is any free one");
        Add(
            SettingsNames.Listen,
            "address",
            "The address to listen on, 127.0.0.1 unless told; others need the setting Journeys__ApiKey"
        );
        Add(SettingsNames.Storage, "connection", "The storage account's connection string; Azurite's unless told");
        Add(SettingsNames.TablePrefix, "letters", "What the names of the tables begin with; nothing unless told");
        Add(SettingsNames.Shards, "number", "How many shards a new journey gets; 16 unless told");
        Add(SettingsNames.Workspace, "folder", "The journeys to publish at the start; workspace unless told");
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in named.Values)
        {
            command.Add(option);
        }

        command.Add(noAzurite);
        command.Add(data);
        command.Add(verbose);
    }

    /// <summary>The settings of this run.</summary>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    public LocalSettings Read(ParseResult parsed)
    {
        var current = Environment.CurrentDirectory;
        var home = Home.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory, current);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, option) in named)
        {
            if (parsed.GetValue(option) is { } value)
            {
                given[name] = value;
            }
        }

        var file = SettingsFile.Read(Path.Combine(home, SettingsFile.Name));
        var settings = new SettingsReader(given, Environment.GetEnvironmentVariable, file).Read(home, current);
        return settings with
        {
            StartsAzurite = !parsed.GetValue(noAzurite),
            AzuriteData = parsed.GetValue(data) is { } folder
                ? Path.GetFullPath(folder, current)
                : settings.AzuriteData,
            Verbose = parsed.GetValue(verbose),
        };
    }

    private void Add(string name, string helpName, string description) =>
        named.Add(
            name,
            new Option<string?>(SettingsNames.Option(name)) { Description = description, HelpName = helpName }
        );
}
