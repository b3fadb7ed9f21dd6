using Journeys.Runtime.Mail;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/mail</c>: the mails that this host captured instead of sending them, or kept copies of.</summary>
/// <param name="archive">The mails; null on a host whose mails leave it.</param>
public sealed class MailEndpoint(IMailArchive? archive = null)
{
    /// <summary><c>GET /api/mail</c>: the newest first; <c>?contact=</c> for those about a contact, <c>?to=colleagues</c> or <c>contacts</c>.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (archive is null)
        {
            return Nothing();
        }

        var to = request.Query("to");
        if (to is not (null or "contacts" or "colleagues"))
        {
            return Problems.BadRequest($"\"to\" is \"{to}\": give contacts or colleagues.");
        }

        var page = await archive.ListAsync(
            request.Query("contact"),
            to is null ? null : to == "colleagues",
            request.Top(),
            request.Query("after"),
            cancellation
        );
        return Results.Json(page, ApiJson.Answers.PageMailSummary);
    }

    /// <summary><c>GET /api/mail/{id}</c>: one mail.</summary>
    public async Task<IResult> GetAsync(string id, CancellationToken cancellation) =>
        archive is null ? Nothing()
        : await archive.GetAsync(id, cancellation) is { } mail ? Results.Json(mail, ApiJson.Answers.MailDetail)
        : Problems.NotFound("mail", id, "GET /api/mail lists those that are kept.");

    private static IResult Nothing() =>
        Problems.NotFound("archive", "mail", "This host sends its mails and keeps none; ask the provider.");
}
