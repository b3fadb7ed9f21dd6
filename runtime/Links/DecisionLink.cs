using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Runtime.Links;

/// <summary>What a link decides that was mailed to a task's owner.</summary>
/// <param name="Task">The task's id, which names the visit that opened it.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="By">To whom the link was sent: who decides when it is used.</param>
public sealed record DecisionLink(
    [property: JsonPropertyName("t")] string Task,
    [property: JsonPropertyName("o")] string Outcome,
    [property: JsonPropertyName("b")] string By
)
{
    public string ToContent() => JsonSerializer.Serialize(this, LinkJson.Default.DecisionLink);

    /// <summary>Reads what <see cref="ToContent"/> wrote.</summary>
    public static DecisionLink? Read(string? content) =>
        content is null ? null : JsonSerializer.Deserialize(content, LinkJson.Default.DecisionLink);
}

/// <summary>The JSON inside links: sealed, and kept by nobody but who got the mail.</summary>
[JsonSourceGenerationOptions(
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(DecisionLink))]
internal sealed partial class LinkJson : JsonSerializerContext;
