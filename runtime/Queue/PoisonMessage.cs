using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Runtime.Queue;

/// <summary>What the poison queue holds: a message that was given up, and why.</summary>
/// <param name="Reason">What was wrong with it, and how to mend it.</param>
/// <param name="Tries">How often it was received.</param>
/// <param name="Body">Its text; of a batch, the event that was refused.</param>
/// <param name="Cut">
/// True when the text did not fit into a message with its reason: then this is its beginning, and all of it is in the table
/// of rejected events.
/// </param>
public sealed record PoisonMessage(
    string Reason,
    int Tries,
    string Body,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Cut = false
)
{
    private const int ReasonLength = 4_000;

    // Every character may take six bytes when it is escaped, and the reason needs room too.
    private const int CutLength = 4_000;

    private static readonly PoisonJson Json = new(
        // People read these; they are never part of a page.
        new JsonSerializerOptions(PoisonJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>The message for what was given up. Its text always fits into a queue.</summary>
    public static PoisonMessage For(string reason, int tries, string body)
    {
        var said = reason.Length <= ReasonLength ? reason : Plain.Beginning(reason, ReasonLength) + " …";
        var whole = new PoisonMessage(said, tries, body);
        return Encoding.UTF8.GetByteCount(whole.ToText()) <= QueueLimits.MessageBytes
            ? whole
            : new PoisonMessage(said, tries, Plain.Beginning(body, CutLength), Cut: true);
    }

    public string ToText() => JsonSerializer.Serialize(this, Json.PoisonMessage);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PoisonMessage))]
internal sealed partial class PoisonJson : JsonSerializerContext;
