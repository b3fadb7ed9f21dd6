using System.Globalization;
using System.Text;

namespace Journeys.Local.Storage;

/// <summary>
/// What a table service answers to a <see cref="Changeset"/>: a status line and headers for each change, in order; or only
/// one, the failure, whose message begins with the number of the change.
/// </summary>
/// <param name="ETags">The ETag of each change that was made; empty where there is none.</param>
/// <param name="Failure">Why nothing was changed; null when everything was.</param>
/// <param name="FailedIndex">Which change stood in the way; -1 when the service did not say.</param>
internal sealed record ChangesetAnswer(IReadOnlyList<string> ETags, StorageError? Failure, int FailedIndex)
{
    private static ReadOnlySpan<byte> StatusStart => "HTTP/1.1 "u8;

    private static ReadOnlySpan<byte> ETagStart => "ETag:"u8;

    /// <summary>Reads line by line. A row in the answer cannot be mistaken for a line: JSON has no line breaks.</summary>
    public static ChangesetAnswer Read(ReadOnlySpan<byte> body)
    {
        var etags = new List<string>();
        while (!body.IsEmpty)
        {
            var line = Line(ref body);
            if (line.StartsWith(StatusStart))
            {
                var status = int.Parse(line.Slice(StatusStart.Length, 3), CultureInfo.InvariantCulture);
                var etag = Headers(ref body);
                if (status >= 300)
                {
                    return Failed(status, body);
                }

                etags.Add(etag);
            }
        }

        return new ChangesetAnswer(etags, null, -1);
    }

    private static string Headers(ref ReadOnlySpan<byte> body)
    {
        var etag = "";
        while (Line(ref body) is { IsEmpty: false } line)
        {
            if (line.StartsWith(ETagStart))
            {
                etag = Encoding.UTF8.GetString(line[ETagStart.Length..]).Trim();
            }
        }

        return etag;
    }

    private static ChangesetAnswer Failed(int status, ReadOnlySpan<byte> body)
    {
        var failure = StorageError.InJson(status, body);
        var end = failure.Message.IndexOf(':');
        return
            end > 0
            && int.TryParse(failure.Message.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new ChangesetAnswer([], failure with { Message = failure.Message[(end + 1)..] }, at)
            : new ChangesetAnswer([], failure, -1);
    }

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)'\n');
        var line = end < 0 ? body : body[..end];
        body = end < 0 ? default : body[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }
}
