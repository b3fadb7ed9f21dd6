using System.Globalization;
using Journeys.Local.Storage;

namespace Journeys.Local.Azurite;

/// <summary>Where an Azurite of ours listens, keeps its data, and is installed.</summary>
/// <param name="Account">The account that it must answer for. Its ports are Azurite's ports.</param>
/// <param name="Data">The folder of its data, of its log, and of the mark that it is ours.</param>
/// <param name="Modules">The folder in which <c>npm ci</c> put <c>node_modules</c>.</param>
public sealed record AzuritePlace(StorageAccount Account, string Data, string Modules)
{
    internal string Log => Path.Combine(Data, "azurite.log");

    internal string Program => Path.Combine(Modules, "node_modules", "azurite", "dist", "src", "azurite.js");

    private string MarkFile => Path.Combine(Data, "azurite.pid");

    /// <summary>What <c>node</c> is given.</summary>
    internal IReadOnlyList<string> Arguments =>
        [
            Path.Combine(AppContext.BaseDirectory, "Azurite", "azurite.cjs"),
            Program,
            Log,
            "--location",
            Data,
            "--tableHost",
            Account.Tables.Host,
            "--tablePort",
            Port(Account.Tables),
            "--queueHost",
            Account.Queues.Host,
            "--queuePort",
            Port(Account.Queues),
            "--blobHost",
            Account.Tables.Host,
            "--blobPort",
            // Azurite always serves blobs too; 0 is any free port.
            Account.Blobs
                is { } blobs
                ? Port(blobs)
                : "0",
            "--silent",
            "--disableTelemetry",
            "--skipApiVersionCheck",
        ];

    /// <summary>The process that a host started here; null when there is no readable mark.</summary>
    internal AzuriteMark? ReadMark()
    {
        if (!File.Exists(MarkFile))
        {
            return null;
        }

        var lines = File.ReadAllLines(MarkFile);
        return lines is [var azurite, var host, ..] && Read(azurite) is { } child && Read(host) is { } owner
            ? new AzuriteMark(child, owner)
            : null;
    }

    internal void WriteMark(AzuriteMark mark) => File.WriteAllLines(MarkFile, [Line(mark.Azurite), Line(mark.Host)]);

    internal void RemoveMark() => File.Delete(MarkFile);

    /// <summary>The last thing Azurite said, for a message.</summary>
    internal string LastWords()
    {
        if (!File.Exists(Log))
        {
            return "It said nothing.";
        }

        using var log = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(log);
        var last = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return last is null ? "It said nothing." : $"Its last words: {last.Trim()} (more in {Log})";
    }

    private static string Line(ProcessMark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{mark.Id} {mark.Started:O}");

    private static ProcessMark? Read(string line) =>
        line.Split(' ') is [var id, var started]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && DateTimeOffset.TryParse(started, CultureInfo.InvariantCulture, out var start)
            ? new ProcessMark(number, start)
            : null;

    private static string Port(Uri service) => service.Port.ToString(CultureInfo.InvariantCulture);
}
