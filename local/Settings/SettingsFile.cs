using System.Text.Json;
using Journeys.Runtime;

namespace Journeys.Local.Settings;

/// <summary>
/// <c>local.settings.json</c>, the file that Functions hosts read too: its <c>Values</c> are taken as environment variables
/// that are not set.
/// </summary>
public static class SettingsFile
{
    public const string Name = "local.settings.json";

    /// <summary>The values by name; none when there is no file.</summary>
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }

        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            return Values(document.RootElement, path);
        }
        catch (JsonException fault)
        {
            throw new SettingsException($"{path} is not JSON: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{path} cannot be read: {fault.Message}");
        }
    }

    private static Dictionary<string, string> Values(JsonElement root, string path)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("Values", out var values))
        {
            return read;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            throw new SettingsException($"\"Values\" in {path} is not an object of names and texts.");
        }

        foreach (var value in values.EnumerateObject())
        {
            // Numbers and booleans are what people write for ports and switches.
            read[value.Name] = value.Value.ValueKind switch
            {
                JsonValueKind.String => value.Value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
                JsonValueKind.Null => "",
                _ => throw new SettingsException($"\"{value.Name}\" in {path} is not a text."),
            };
        }

        return read;
    }
}
