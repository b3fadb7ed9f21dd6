using Journeys.Runtime.Contacts;
using Journeys.Runtime.Erasure;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/contacts/{id}/export</c>: everything that is kept about a contact, for the contact.</summary>
public sealed class ExportEndpoint(ContactStore contacts, ErasureRequests requests, ContactExport export)
{
    /// <summary><c>GET /api/contacts/{id}/export</c>: one JSON document, written while it is read.</summary>
    public async Task<IResult> GetAsync(string id, CancellationToken cancellation)
    {
        if (!ErasureEndpoint.Key(id, out var key))
        {
            return Problems.NotFound("contact", id, ContactsEndpoint.Advice);
        }

        var isKnown =
            await contacts.ExistsAsync(key, cancellation) || (await requests.CountAsync(key, cancellation)).Count > 0;
        return isKnown ? new Document(export, key) : Problems.NotFound("contact", id, ContactsEndpoint.Advice);
    }

    private sealed class Document(ContactExport export, string contact) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.ContentDisposition = "attachment; filename=\"contact.json\"";
            response.Headers.CacheControl = "no-store";
            try
            {
                await export.WriteAsync(response.Body, contact, httpContext.RequestAborted);
            }
            catch (Exception) when (response.HasStarted)
            {
                // Half a document must not pass for a whole one.
                httpContext.Abort();
            }
        }
    }
}
