using System.Text;
using System.Text.Json;

namespace Journeys.Cli.Commands;

/// <summary>
/// Reads a file of events. The host takes 100 events and 1 MiB at once, so a longer list goes in several requests.
/// </summary>
internal static class EventFile
{
    private const int MostEvents = 100;

    // A little less than the host's 1 MiB, for the brackets and commas.
    private const int MostBytes = 1_000_000;

    /// <summary>The requests that a file makes.</summary>
    /// <param name="file">A path; <c>-</c> or null for stdin.</param>
    /// <exception cref="UsageException">There is nothing to read.</exception>
    /// <exception cref="IOException">The file cannot be read, or is not JSON.</exception>
    public static async Task<IReadOnlyList<Parcel>> ReadAsync(
        string? file,
        Surroundings surroundings,
        CancellationToken cancelled
    )
    {
        if (file is null && surroundings.InputIsTerminal)
        {
            throw new UsageException("Give a file of events, or one event with --type and --contact.");
        }

        var (name, text) = file is null or "-"
            ? ("stdin", await surroundings.Input.ReadToEndAsync(cancelled))
            : (file, await File.ReadAllTextAsync(Path.Combine(surroundings.Folder, file), cancelled));
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UsageException($"{name} is empty: give an event as JSON, or one with --type and --contact.");
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. Batches(document.RootElement)]
                : [new Parcel(text, Parcel.Single)];
        }
        catch (JsonException e)
        {
            throw new IOException($"{name}:{Positions.Place(e)}: this is not JSON: {Positions.Words(e)}", e);
        }
    }

    private static IEnumerable<Parcel> Batches(JsonElement list)
    {
        var batch = new List<string>();
        var size = 0;
        foreach (var item in list.EnumerateArray())
        {
            var json = item.GetRawText();
            var bytes = Encoding.UTF8.GetByteCount(json) + 1;
            if (batch.Count == MostEvents || (batch.Count > 0 && size + bytes > MostBytes))
            {
                yield return Packed(batch);
                batch = [];
                size = 0;
            }

            batch.Add(json);
            size += bytes;
        }

        // An empty list goes too, so that the host says what it thinks of it.
        yield return Packed(batch);
    }

    private static Parcel Packed(List<string> batch) => new($"[{string.Join(',', batch)}]", Parcel.Batch);
}
