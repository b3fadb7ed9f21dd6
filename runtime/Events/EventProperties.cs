using System.Globalization;

namespace Journeys.Runtime.Events;

/// <summary>
/// The attributes of an event in AMQP's binary content mode: application properties with a prefix, the data in the body.
/// Source: the CloudEvents AMQP protocol binding, section 3.1.3. Both of its spellings of the prefix are read.
/// </summary>
internal static class EventProperties
{
    /// <summary>The prefix that senders are advised to use.</summary>
    public const string Prefix = "cloudEvents:";

    // What systems write that allow no colon in a property's name.
    private const string OtherPrefix = "cloudEvents_";

    /// <summary>The attributes among a message's application properties.</summary>
    public static Dictionary<string, string> Attributes(IEnumerable<KeyValuePair<string, object?>> properties)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            // A null is an attribute that is not set.
            if (IsAttribute(name) && value is not null)
            {
                attributes[name[Prefix.Length..]] = Canonical(value);
            }
        }

        return attributes;
    }

    private static bool IsAttribute(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(OtherPrefix, StringComparison.Ordinal);

    /// <summary>A value in the canonical text of CloudEvents' type system (spec v1.0.2, section 3.3).</summary>
    private static string Canonical(object value) =>
        value switch
        {
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTimeOffset instant => Timestamp(instant.UtcDateTime),
            DateTime instant => Timestamp(instant.Kind == DateTimeKind.Local ? instant.ToUniversalTime() : instant),
            byte[] bytes => Convert.ToBase64String(bytes),
            Uri uri => uri.OriginalString,
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Timestamp(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
