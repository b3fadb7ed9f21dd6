using Journeys.Runtime.Access;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Erasure;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/contacts/{id}</c> and <c>/api/erasures</c>: a contact's right to be forgotten.</summary>
public sealed class ErasureEndpoint(ErasureRequests requests)
{
    private const string Unknown = "Nothing is kept about such a contact; its id is the subject of its events.";

    /// <summary><c>GET /api/contacts/{id}/erasure</c>: what would go.</summary>
    public async Task<IResult> PreviewAsync(string id, CancellationToken cancellation)
    {
        if (!Key(id, out var key))
        {
            return Problems.NotFound("contact", id, Unknown);
        }

        var rows = await requests.CountAsync(key, cancellation);
        var erasure = await requests.FindAsync(key, cancellation);
        return rows.Count == 0 && erasure is null
            ? Problems.NotFound("contact", id, Unknown)
            : Results.Json(
                new ErasurePreview(rows, erasure is null ? null : Detail(erasure)),
                ApiJson.Answers.ErasurePreview
            );
    }

    /// <summary><c>DELETE /api/contacts/{id}</c>: orders it. The answer tells how far it is; the receipt's address goes on telling.</summary>
    public async Task<IResult> DeleteAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var by = request.By(request.Query("by")) ?? "api";
        return Key(id, out var key) && await requests.EraseAsync(key, by, cancellation) is { } erasure
            ? Results.Json(Detail(erasure), ApiJson.Answers.ErasureDetail)
            : Problems.NotFound("contact", id, Unknown);
    }

    /// <summary><c>GET /api/erasures/{receipt}</c>: how far one is, or its receipt.</summary>
    public async Task<IResult> GetAsync(string receipt, CancellationToken cancellation) =>
        await requests.ReceiptAsync(receipt, cancellation) is { } erasure
            ? Results.Json(Detail(erasure), ApiJson.Answers.ErasureDetail)
            : Problems.NotFound("receipt", receipt, "DELETE /api/contacts/{id} answers with its id.");

    /// <summary>The contact's key in an address. Routing decodes everything but the slash, which ids of a CRM may hold.</summary>
    internal static bool Key(string id, out string key) =>
        ContactKey.TryFrom(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), out key, out _);

    private static ErasureDetail Detail(ErasureState state) =>
        new(
            state.Receipt,
            state.Status,
            state.Hash,
            state.By,
            state.At.ToDateTimeOffset(),
            state.DoneAt?.ToDateTimeOffset(),
            state.Rows,
            state.Removed
        );
}
