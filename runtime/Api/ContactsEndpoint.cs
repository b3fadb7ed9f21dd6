using Journeys.Orchestrations.Hub;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/contacts</c>: what is known of a contact.</summary>
public sealed class ContactsEndpoint(ContactStore contacts, JourneyCatalog catalog, InstanceStore instances)
{
    /// <summary>Where a contact's id comes from.</summary>
    internal const string Advice = "A contact is known from its first event on; its id is the events' subject.";

    /// <summary><c>GET /api/contacts/{id}</c>: profile, newest touchpoints, and where it stands in which journey.</summary>
    public async Task<IResult> GetAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        // Routing decodes everything in an address but the slash, which ids of a CRM may hold.
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (!ContactKey.TryFrom(id, out var key, out _) || !await contacts.ExistsAsync(key, cancellation))
        {
            return Problems.NotFound("contact", id, Advice);
        }

        var contact = await contacts.ReadAsync(key, cancellation);
        var (touchpoints, next) = await contacts.TouchpointsAsync(
            key,
            request.Top(),
            request.Query("after"),
            cancellation
        );
        var detail = new ContactDetail(
            key,
            contact.Profile,
            [
                .. touchpoints.Select(touchpoint => new TouchpointEntry(
                    touchpoint.Time.ToDateTimeOffset(),
                    touchpoint.Type,
                    touchpoint.Source,
                    touchpoint.Data
                )),
            ],
            next,
            await StandingsAsync(key, cancellation)
        )
        {
            Consents = [.. contact.Permissions.Consents.Select(Entry)],
            Suppressions = Suppressions(contact),
        };
        return Results.Json(detail, ApiJson.Answers.ContactDetail);
    }

    private static ConsentEntry Entry(Consent consent) =>
        new(
            consent.Class,
            consent.Channel,
            consent.Given,
            consent.Source,
            consent.Time.ToDateTimeOffset(),
            consent.Event
        );

    private static IReadOnlyList<SuppressionEntry> Suppressions(Contact contact)
    {
        var inForce = contact.Permissions.At(contact.Profile.Text("email")).ToHashSet();
        return
        [
            .. contact.Permissions.Suppressions.Select(one => new SuppressionEntry(
                one.Reason,
                one.Detail,
                one.Address,
                one.Time.ToDateTimeOffset(),
                one.Event,
                inForce.Contains(one)
            )),
        ];
    }

    private async Task<IReadOnlyList<InstanceSummary>> StandingsAsync(string contact, CancellationToken cancellation)
    {
        var journeys = (await catalog.LiveAsync(cancellation)).Keys.Order(StringComparer.Ordinal);
        var found = await Task.WhenAll(
            journeys.Select(journey => instances.FindAsync(InstanceId.For(journey, contact).ToString(), cancellation))
        );
        return [.. found.OfType<InstanceSummary>()];
    }
}
