using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Journeys.Runtime.Api;

/// <summary>What the pages have in common that readers of mails come to: no cookies, no scripts, one answer to bad links.</summary>
internal static class PublicPages
{
    private const int FormBytes = 32 * 1024;

    /// <summary>The answer to a link that opens nothing, whatever is wrong with it.</summary>
    public static IResult NoLink() =>
        HtmlPage.Of(
            "This link does not open",
            """
            <h1>This link does not open</h1>
            <p>It is not complete, or it is not valid any more. Please open the whole link from your mail.</p>
            """,
            StatusCodes.Status400BadRequest
        );

    /// <summary>Serves a page, and asks its reader to come again when the store is away.</summary>
    public static async Task<IResult> ServeAsync(Func<Task<IResult>> page)
    {
        try
        {
            return await page();
        }
        catch (StorageUnavailableException)
        {
            return HtmlPage.Of(
                "Please try again",
                "<h1>Please try again</h1><p>We could not do this just now. Please try again in a minute.</p>",
                StatusCodes.Status503ServiceUnavailable
            );
        }
    }

    /// <summary>What a form was sent with; the last value of each name. What is larger than a form of ours is cut off.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadFormAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var bytes = await request.ReadBytesAsync(FormBytes, cancellation);
        var text = System.Text.Encoding.UTF8.GetString(bytes.Span);
        return QueryHelpers.ParseQuery(text).ToDictionary(field => field.Key, field => field.Value[^1] ?? "");
    }

    /// <summary>
    /// An address as far as its owner needs to recognise it: mails are forwarded, and the page should not tell strangers more
    /// than the mail does.
    /// </summary>
    public static string Masked(string contact)
    {
        var at = contact.LastIndexOf('@');
        return at > 0 ? $"{contact[..(char.IsHighSurrogate(contact[0]) ? 2 : 1)]}•••{contact[at..]}" : "this address";
    }
}
