using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/journeys/{journey}/why-not</c>: why a contact is not in a journey.</summary>
public sealed class WhyNotEndpoint(JourneyCatalog catalog, ContactStore contacts, WhyNot whyNot)
{
    /// <summary><c>GET /api/journeys/{journey}/why-not?contact=</c>: what the contact's newest events would do now.</summary>
    public async Task<IResult> GetAsync(HttpRequest request, string journey, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(journey, cancellation) is not { } live)
        {
            return Problems.NotFound("journey", journey, JourneysEndpoint.Advice);
        }

        if (request.Query("contact") is not { } contact)
        {
            return Problems.BadRequest("Say which contact: ?contact=ada@example.com.");
        }

        return ContactKey.TryFrom(contact, out var key, out _) && await contacts.ExistsAsync(key, cancellation)
            ? Results.Json(await whyNot.AskAsync(live, key, cancellation), ApiJson.Answers.WhyNotAnswer)
            : Problems.NotFound("contact", contact, ContactsEndpoint.Advice);
    }
}
