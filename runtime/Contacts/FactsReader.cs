using Journeys.Orchestrations.Hub;
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
    public async Task<Facts> WithoutAccountAsync(string contact, CancellationToken cancellation) =>
        Of(await contacts.ReadAsync(contact, cancellation));

    /// <summary>
    /// The facts for a decision about a contact, without those about the account; null when the contact is being erased, and
    /// nothing is to be decided about it.
    /// </summary>
    public async Task<Facts?> ForDecisionAsync(string contact, CancellationToken cancellation) =>
        await contacts.ForDecisionAsync(contact, cancellation) is { } known ? Of(known) : null;

    /// <summary>The facts of this very moment, without those about the account; null when the contact is being erased.</summary>
    public async Task<Facts?> ReadAnewAsync(string contact, CancellationToken cancellation) =>
        await contacts.AnewForDecisionAsync(contact, cancellation) is { } known ? Of(known) : null;

    /// <summary>The same facts with those about the contact's account.</summary>
    public async Task<Facts> WithAccountAsync(Facts facts, CancellationToken cancellation) =>
        facts with
        {
            Account = await accounts.ReadAsync(facts.Contact.Text("account"), cancellation),
        };

    private Facts Of(Contact known) =>
        new(Instant.FromDateTimeOffset(clock.GetUtcNow()), known.Profile, Fields.Empty, known.Touchpoints);
}
