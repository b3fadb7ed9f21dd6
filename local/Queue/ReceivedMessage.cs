using System.Text;
using System.Text.Json;
using Journeys.Local.Storage;
using Journeys.Runtime.Events;
using NodaTime;

namespace Journeys.Local.Queue;

/// <summary>A message of the queue, and what was read in it.</summary>
internal sealed record ReceivedMessage(QueueMessage Message, EventReading Reading)
{
    public static ReceivedMessage Of(QueueMessage message, Instant now) =>
        new(message, CloudEventReader.ReadMessage(Encoding.UTF8.GetBytes(message.Text), now));

    /// <summary>The events it holds; none when it could not be taken apart.</summary>
    public IReadOnlyList<EventRead> Items => Reading is EventReading.Read read ? read.Items : [];

    /// <summary>The text of one of its events: of a batch the very event, otherwise the message.</summary>
    public string TextOf(int index)
    {
        if (Reading is not EventReading.Read { Batch: true })
        {
            return Message.Text;
        }

        using var batch = JsonDocument.Parse(Message.Text);
        return batch.RootElement[index].GetRawText();
    }
}
