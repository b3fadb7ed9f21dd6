using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Runtime.Contacts;

/// <summary>Gathers what a decision may look at: the instant, the contact, its account.</summary>
public sealed class FactsReader(ContactStore contacts, AccountStore accounts, TimeProvider clock)
{
    /// <summary>The facts about a contact as they are now.</summary>
    public async Task<Facts> ReadAsync(string contact, CancellationToken cancellation) =>
        await WithAccountAsync(await WithoutAccountAsync(contact, cancellation), cancellation);

    /// <summary>The facts without those about the account, which few decisions look at.</summary>
    public async Task<Facts> WithoutAccountAsync(string contact, CancellationToken cancellation)
    {
        var known = await contacts.ReadAsync(contact, cancellation);
        return new(Instant.FromDateTimeOffset(clock.GetUtcNow()), known.Profile, Fields.Empty, known.Touchpoints);
    }

    /// <summary>The facts of this very moment, without those about the account.</summary>
    public async Task<Facts> ReadAnewAsync(string contact, CancellationToken cancellation)
    {
        var known = await contacts.ReadAnewAsync(contact, cancellation);
        return new(Instant.FromDateTimeOffset(clock.GetUtcNow()), known.Profile, Fields.Empty, known.Touchpoints);
    }

    /// <summary>The same facts with those about the contact's account.</summary>
    public async Task<Facts> WithAccountAsync(Facts facts, CancellationToken cancellation) =>
        facts with
        {
            Account = await accounts.ReadAsync(facts.Contact.Text("account"), cancellation),
        };
}
