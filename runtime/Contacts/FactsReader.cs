using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Runtime.Contacts;

/// <summary>Gathers what a decision may look at: the instant, the contact, its account.</summary>
public sealed class FactsReader(ContactStore contacts, AccountStore accounts, TimeProvider clock)
{
    /// <summary>The facts about a contact as they are now.</summary>
    public async Task<Facts> ReadAsync(string contact, CancellationToken cancellation)
    {
        var known = await contacts.ReadAsync(contact, cancellation);
        var account = await accounts.ReadAsync(known.Profile.Text("account"), cancellation);
        return new(Instant.FromDateTimeOffset(clock.GetUtcNow()), known.Profile, account, known.Touchpoints);
    }
}
