using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Runtime.Mail;

namespace Journeys.Cli.Authoring.Preview;

/// <summary>A preview as JSON: the shape that docs/authoring.md tells.</summary>
internal static class PreviewJson
{
    public static string Of(Wanted wanted, Sample sample, MailPreview preview, PreviewFiles files) =>
        JsonSerializer.Serialize(
            new PreviewedMail(
                wanted.Journey,
                wanted.Mail,
                sample.Words,
                preview.Content.Subject,
                preview.Content.Preheader,
                preview.Content.Text,
                files.Html,
                files.Text,
                preview.Missing,
                preview.Problems.Length == 0 ? null : preview.Problems
            ),
            PreviewJsonContext.Default.PreviewedMail
        );

    internal sealed record PreviewedMail(
        string Journey,
        string Mail,
        string Sample,
        string Subject,
        string Preheader,
        string Text,
        string HtmlFile,
        string TextFile,
        IReadOnlyList<string> Missing,
        string? Problem
    );
}

/// <summary>Writes the record of <see cref="PreviewJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PreviewJson.PreviewedMail))]
internal sealed partial class PreviewJsonContext : JsonSerializerContext;
