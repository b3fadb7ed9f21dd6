using Journeys.Runtime.Access;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/keys</c>: who may come in.</summary>
public sealed class KeysEndpoint(KeyOffice office, WallClock wall)
{
    /// <summary>How long both keys open when one replaces the other, unless told.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    private const int LongestName = 100;
    private const string Advice = "GET /api/keys lists those there are.";

    private const string Full =
        "This host keeps as many keys as it can. Remove rows of revoked ones from the table ApiKeys, then try again.";

    /// <summary><c>GET /api/keys</c>: all of them, the newest first; also those that open nothing any more.</summary>
    public async Task<IResult> ListAsync(CancellationToken cancellation)
    {
        var keys = await office.ListAsync(cancellation);
        return Results.Json(new Page<KeySummary>([.. keys.Select(Summary)]), ApiJson.Answers.PageKeySummary);
    }

    /// <summary><c>POST /api/keys</c>: makes one.</summary>
    public async Task<IResult> PostAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await request.ReadJsonAsync(ApiJson.Default.CreateKeyRequest, cancellation) is not { } asked)
        {
            return Problems.BadRequest(
                "There is no body: send the key's name and roles as JSON, {\"name\":\"crm\",\"roles\":[\"events\"]}."
            );
        }

        if (Problem(asked, out var roles) is { } problem)
        {
            return Problems.BadRequest(problem);
        }

        return
            await office.CreateAsync(asked.Name.Trim(), roles, asked.Expires, By(request, asked.By), cancellation)
                is var (key, stored)
            ? Issued(request, new(key, Summary(stored)))
            : Problems.Unprocessable(Full);
    }

    /// <summary><c>POST /api/keys/{id}/rotate</c>: makes another with the same name and roles, and lets this one end.</summary>
    public async Task<IResult> RotateAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var asked = await request.ReadJsonAsync(ApiJson.Default.RotateKeyRequest, cancellation);
        if (await office.FindAsync(id, cancellation) is not { } old)
        {
            return Problems.NotFound("key", id, Advice);
        }

        if (old.State(wall.Now) is var state and not StoredKey.Valid)
        {
            return Problems.Unprocessable($"Key {id} is {state}: make a new one instead.");
        }

        if (
            await office.CreateAsync(old.Name, old.Roles, old.Expires, By(request, asked?.By), cancellation)
            is not var (key, stored)
        )
        {
            return Problems.Unprocessable(Full);
        }

        var ended = await office.EndAsync(id, asked?.Until ?? wall.Now + Overlap, cancellation) ?? old;
        return Issued(request, new(key, Summary(stored), Summary(ended)));
    }

    /// <summary><c>DELETE /api/keys/{id}</c>: takes it away. Doing it again changes nothing.</summary>
    public async Task<IResult> DeleteAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        await office.RevokeAsync(id, By(request, request.Query("by")), cancellation) is { } key
            ? Results.Json(Summary(key), ApiJson.Answers.KeySummary)
            : Problems.NotFound("key", id, Advice);

    // The key itself is in this answer, which nobody in between shall keep.
    private static IResult Issued(HttpRequest request, IssuedKey issued)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(issued, ApiJson.Answers.IssuedKey);
    }

    private string? Problem(CreateKeyRequest asked, out List<Role> roles)
    {
        roles = [];
        foreach (var word in asked.Roles)
        {
            if (!RoleWords.TryRead(word, out var role))
            {
                return $"\"{word}\" is no role: give one or more of {string.Join(", ", RoleWords.All)}.";
            }

            roles.Add(role);
        }

        var name = asked.Name.Trim();
        return roles.Count == 0 ? $"A key needs a role: give one or more of {string.Join(", ", RoleWords.All)}."
            : name.Length is 0 or > LongestName || Plain.Hides(name)
                ? $"\"name\" says whose key it is: give 1 to {LongestName} characters that can be seen, on one line."
            : asked.Expires <= wall.Now ? $"\"expires\" is past: it is {wall.Now:yyyy-MM-dd HH:mm} UTC here."
            : null;
    }

    private static string By(HttpRequest request, string? given) => request.By(given) ?? "an admin";

    private KeySummary Summary(StoredKey key) =>
        new(
            key.Id,
            key.Name,
            [.. key.Roles.Select(RoleWords.Of)],
            key.State(wall.Now),
            key.CreatedAt,
            key.CreatedBy,
            key.Expires,
            key.RevokedAt,
            key.RevokedBy
        );
}
