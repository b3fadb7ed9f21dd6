using System.Globalization;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Mail;

/// <summary>
/// Keeps mails instead of sending them, so that a journey can be watched without writing to anybody. A mail is known by
/// its effect's id: taking it twice keeps it once.
/// </summary>
/// <remarks>
/// One transaction a mail writes two rows of one partition: <c>m~{effect}</c> with everything, and
/// <c>l~{time, newest first}~{effect}</c> for the list.
/// </remarks>
public sealed class CapturedMail(ITables tables, TimeProvider clock) : IMailSender, IMailArchive
{
    /// <summary>The table; the host makes it before the first mail.</summary>
    public const string Table = "Mail";

    /// <summary>The longest mail, in characters of all its parts: what one row holds. Mail programs cut off at a fifth of it.</summary>
    public const int Limit = 480_000;

    internal const string Partition = "mail";
    private const string ListPrefix = "l~";
    private const string HeaderPrefix = "Header_";

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var content = mail.Content;
        var length = content.Subject.Length + content.Preheader.Length + content.Html.Length + content.Text.Length;
        if (length > Limit)
        {
            return new MailResult.Refused(
                Passing: false,
                $"the mail has {length} characters, at most {Limit} are kept: shorten its template or its values"
            );
        }

        var summary = Summary(mail, clock.GetUtcNow());
        var whole = new Dictionary<string, object>(summary, StringComparer.Ordinal)
        {
            ["Version"] = mail.Version,
            ["Instance"] = mail.Instance,
            ["Class"] = mail.Class,
        };
        foreach (var (name, value) in MailHeaders.Of(mail))
        {
            whole[HeaderPrefix + name.Replace('-', '_')] = value;
        }

        PackedText.Write(whole, "Preheader", content.Preheader);
        PackedText.Write(whole, "Html", content.Html);
        PackedText.Write(whole, "Text", content.Text);

        // A mail that is there already was taken before, and the first one stands.
        await tables.CommitAsync(
            Table,
            Partition,
            [
                new RowChange.Insert(MailRow(mail.Effect), whole),
                new RowChange.Insert(ListRow(summary, mail.Effect), summary),
            ],
            cancellation
        );
        return new MailResult.Taken(mail.Effect);
    }

    public async Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) =>
        await tables.ReadAsync(Table, Partition, MailRow(effect), cancellation) is not null;

    public async Task<Page<MailSummary>> ListAsync(
        string? contact,
        bool? isInternal,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var found = new List<MailSummary>(top);
        do
        {
            var query = RowQuery.Prefixed(Partition, ListPrefix) with
            {
                Top = top - found.Count,
                After = after,
                Where = contact is null
                    ? new Dictionary<string, object>()
                    : new Dictionary<string, object> { ["Contact"] = contact },
            };
            var page = await tables.QueryAsync(Table, query, cancellation);
            found.AddRange(page.Rows.Select(Summary).Where(mail => isInternal is null || mail.Internal == isInternal));
            after = page.Next;
        } while (found.Count < top && after is not null);

        return new(found, after);
    }

    public async Task<MailDetail?> GetAsync(string id, CancellationToken cancellation)
    {
        var key = MailRow(id);
        var row = TableKey.IsPossible(key) ? await tables.ReadAsync(Table, Partition, key, cancellation) : null;
        return row is null
            ? null
            : new(
                Summary(row),
                PackedText.Read(row, "Preheader") ?? "",
                PackedText.Read(row, "Text") ?? "",
                PackedText.Read(row, "Html") ?? ""
            )
            {
                Headers = Headers(row),
            };
    }

    private static SortedDictionary<string, string> Headers(TableRow row) =>
        new(
            row.Properties.Where(property => property.Key.StartsWith(HeaderPrefix, StringComparison.Ordinal))
                .ToDictionary(
                    property => property.Key[HeaderPrefix.Length..].Replace('_', '-'),
                    property => (string)property.Value
                ),
            StringComparer.Ordinal
        );

    internal static string MailRow(string effect) => $"m~{effect}";

    // Keys are sorted upwards, so the time counts down.
    private static string ListRow(Dictionary<string, object> summary, string effect)
    {
        var left = DateTimeOffset.MaxValue.UtcTicks - ((DateTimeOffset)summary["At"]).UtcTicks;
        return $"{ListPrefix}{left.ToString("D19", CultureInfo.InvariantCulture)}~{effect}";
    }

    private static Dictionary<string, object> Summary(OutgoingMail mail, DateTimeOffset at) =>
        new(StringComparer.Ordinal)
        {
            ["Effect"] = mail.Effect,
            ["At"] = at,
            ["To"] = mail.To,
            ["Subject"] = mail.Content.Subject,
            ["Journey"] = mail.Journey,
            ["Step"] = mail.Step,
            ["Contact"] = mail.Contact,
            ["Internal"] = mail.IsInternal,
        };

    private static MailSummary Summary(TableRow row) =>
        new(
            row.Text("Effect") ?? "",
            (DateTimeOffset)row.Properties["At"],
            row.Text("To") ?? "",
            row.Text("Subject") ?? "",
            row.Text("Journey") ?? "",
            row.Text("Step") ?? "",
            row.Text("Contact") ?? "",
            row.Properties.GetValueOrDefault("Internal") is true
        );
}
