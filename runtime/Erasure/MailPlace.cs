using System.Runtime.CompilerServices;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>The captured mails to the contact, and those to our own people about it, on hosts that capture mail.</summary>
internal sealed class MailPlace(ITables tables) : TablePlace(tables, CapturedMail.Table)
{
    public override IReadOnlyList<string> Kinds { get; } = [ContactKinds.Mails];

    public override async IAsyncEnumerable<ContactFind> FindAsync(
        ContactTraces traces,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in RowsAsync(RowQuery.Prefixed(CapturedMail.Partition, "l~"), cancellation))
        {
            if (!IsOf(traces, row))
            {
                continue;
            }

            yield return new(ContactKinds.Mails, row);
            var whole = CapturedMail.MailRow(row.Text("Effect") ?? "");
            if (await Tables.ReadAsync(CapturedMail.Table, row.Partition, whole, cancellation) is { } mail)
            {
                yield return new(ContactKinds.Mails, mail);
            }
        }
    }

    private static bool IsOf(ContactTraces traces, TableRow row) =>
        row.Text("Contact") == traces.Contact
        || traces.Own(row.Text("Effect"))
        || (row.Text("To") is { } to && (Is(to, traces.Contact) || traces.Addresses.Any(address => Is(to, address))));

    private static bool Is(string to, string address) => to.Equals(address, StringComparison.OrdinalIgnoreCase);
}
