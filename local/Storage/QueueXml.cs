using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Journeys.Runtime.Queue;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>Messages as the queue service's XML. Source: learn.microsoft.com/rest/api/storageservices/get-messages.</summary>
internal static class QueueXml
{
    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    public static string Write(string text) =>
        new XElement("QueueMessage", new XElement("MessageText", text)).ToString(SaveOptions.DisableFormatting);

    public static List<QueueMessage> Read(Stream body)
    {
        using var reader = XmlReader.Create(body, Strict);
        return [.. XDocument.Load(reader, LoadOptions.PreserveWhitespace).Descendants("QueueMessage").Select(Message)];
    }

    private static QueueMessage Message(XElement message) =>
        new(
            Part(message, "MessageId"),
            Part(message, "PopReceipt"),
            QueueText.Read(Part(message, "MessageText")),
            int.Parse(Part(message, "DequeueCount"), CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(
                Part(message, "InsertionTime"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            )
        );

    private static string Part(XElement message, string name) =>
        message.Element(name)?.Value ?? throw new StorageAnswerException($"The queue service left out {name}.");
}
