using System.Text;
using Journeys.Runtime.Queue;

namespace Journeys.Local.Storage;

/// <summary>Refuses what Azure Queue Storage would refuse, before any store is asked.</summary>
internal static class QueueGuard
{
    private static readonly TimeSpan ShortestInvisible = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInvisible = TimeSpan.FromDays(7);

    /// <summary>3 to 63 lower-case letters, digits and single hyphens, a letter or digit at both ends.</summary>
    public static void CheckName(string name)
    {
        if (
            name.Length is < 3 or > 63
            || name[0] == '-'
            || name[^1] == '-'
            || name.Contains("--", StringComparison.Ordinal)
            || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        )
        {
            throw new QueueLimitException(
                $"\"{name}\" cannot name a queue: 3 to 63 lower-case letters, digits and single hyphens."
            );
        }
    }

    public static void CheckText(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(QueueText.Sendable(text));
        if (bytes > QueueLimits.MessageBytes)
        {
            throw new QueueLimitException(
                $"A message of {bytes} bytes; the limit of a queue is {QueueLimits.MessageBytes}."
            );
        }
    }

    public static void CheckReceive(int most, TimeSpan invisible)
    {
        if (most is < 1 or > QueueLimits.ReceiveMessages)
        {
            throw new QueueLimitException($"{most} messages at once; it must be 1 to {QueueLimits.ReceiveMessages}.");
        }

        if (invisible < ShortestInvisible || invisible > LongestInvisible)
        {
            throw new QueueLimitException($"Invisible for {invisible}; it must be 1 second to 7 days.");
        }
    }
}
