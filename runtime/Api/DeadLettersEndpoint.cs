using System.Globalization;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Access;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.DeadLetters;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/dead-letters</c>: what was given up, and the operators' hand on it.</summary>
public sealed class DeadLettersEndpoint(
    DeadLetterList list,
    DeadLetterStore store,
    Replaying replaying,
    Discarding discarding
)
{
    private const string Advice = "GET /api/dead-letters lists those there are.";

    private static readonly string[] Kinds = [.. Enum.GetValues<DeadKind>().Select(DeadLetterRows.Word)];

    /// <summary><c>GET /api/dead-letters</c>: the newest first.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var filter = Filter(request);
        var (letters, next) = await list.ReadAsync(filter, request.Top(), request.Query("after"), cancellation);
        return Results.Json(
            new Page<DeadLetterSummary>([.. letters.Select(Summary)], next),
            ApiJson.Answers.PageDeadLetterSummary
        );
    }

    /// <summary><c>GET /api/dead-letters/{id}</c>: one, with the whole of what came.</summary>
    public async Task<IResult> GetAsync(string id, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } letter
            ? Results.Json(
                new DeadLetterDetail(
                    Summary(await list.LookAsync(letter, cancellation)),
                    letter.Raw,
                    letter.TriedAt?.ToDateTimeOffset()
                ),
                ApiJson.Answers.DeadLetterDetail
            )
            : Missing(id);

    /// <summary><c>POST /api/dead-letters/{id}/replay</c>: mends and replays one, or says what would come of it.</summary>
    public async Task<IResult> ReplayAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var body = await request.ReadJsonAsync(ApiJson.Default.ReplayRequest, cancellation) ?? new();
        var mending = new Mending(body.Text, body.Set);
        if (mending.Problem is { } problem)
        {
            return Problems.BadRequest(problem);
        }

        if (await store.FindAsync(id, cancellation) is not { } letter)
        {
            return Missing(id);
        }

        var answer = await ReplayAsync(letter, mending, By(request, body.By), body.DryRun, cancellation);
        return Results.Json(answer, ApiJson.Answers.DeadLetterAnswer);
    }

    /// <summary><c>POST /api/dead-letters/{id}/discard</c>: takes one off the list for good.</summary>
    public async Task<IResult> DiscardAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var body = await request.ReadJsonAsync(ApiJson.Default.DiscardRequest, cancellation);
        if (string.IsNullOrWhiteSpace(body?.Reason))
        {
            return Reasonless();
        }

        return await store.FindAsync(id, cancellation) is not { } letter
            ? Missing(id)
            : Results.Json(
                Answer(letter, await discarding.DiscardAsync(letter, body.Reason, By(request, body.By), cancellation)),
                ApiJson.Answers.DeadLetterAnswer
            );
    }

    /// <summary><c>POST /api/dead-letters/replay</c>: replays those that are meant, a portion at a time.</summary>
    public async Task<IResult> ReplayAllAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await request.ReadJsonAsync(ApiJson.Default.ReplayAllRequest, cancellation) is not { } body)
        {
            return Choiceless();
        }

        var mending = new Mending(null, body.Set);
        var by = By(request, body.By);
        return mending.Problem is { } problem
            ? Problems.BadRequest(problem)
            : await EachAsync(
                body.Choice,
                body.Top,
                body.After,
                letter => ReplayAsync(letter, mending, by, body.DryRun, cancellation),
                cancellation
            );
    }

    /// <summary><c>POST /api/dead-letters/discard</c>: discards those that are meant, a portion at a time.</summary>
    public async Task<IResult> DiscardAllAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await request.ReadJsonAsync(ApiJson.Default.DiscardAllRequest, cancellation) is not { } body)
        {
            return Choiceless();
        }

        return string.IsNullOrWhiteSpace(body.Reason)
            ? Reasonless()
            : await EachAsync(
                body.Choice,
                body.Top,
                body.After,
                async letter =>
                    Answer(
                        letter,
                        await discarding.DiscardAsync(letter, body.Reason, By(request, body.By), cancellation)
                    ),
                cancellation
            );
    }

    private async Task<IResult> EachAsync(
        DeadLetterChoice choice,
        int? top,
        string? after,
        Func<DeadLetter, Task<DeadLetterAnswer>> deal,
        CancellationToken cancellation
    )
    {
        if (choice == new DeadLetterChoice())
        {
            return Choiceless();
        }

        var most = top ?? ApiRequest.DefaultTop;
        if (most is < 1 or > ApiRequest.TopLimit)
        {
            return Problems.BadRequest($"\"top\" is {most}: give a number from 1 to {ApiRequest.TopLimit}.");
        }

        var (letters, next) = await list.ReadAsync(Filter(choice), most, after, cancellation);
        var answers = new List<DeadLetterAnswer>();
        // The oldest first, as they came.
        foreach (var letter in letters.Reverse())
        {
            answers.Add(await deal(letter));
        }

        var done = answers.Count(answer => answer.Done);
        return Results.Json(
            new DeadLettersAnswer(done, answers.Count - done, answers, next),
            ApiJson.Answers.DeadLettersAnswer
        );
    }

    private async Task<DeadLetterAnswer> ReplayAsync(
        DeadLetter letter,
        Mending mending,
        string by,
        bool dryRun,
        CancellationToken cancellation
    ) =>
        Answer(
            letter,
            dryRun
                ? await replaying.TryAsync(letter, mending, cancellation)
                : await replaying.ReplayAsync(letter, mending, by, cancellation)
        );

    private static DeadLetterAnswer Answer(DeadLetter letter, Replayed replayed) =>
        new(
            letter.Id,
            replayed.Done,
            replayed.Outcome.ToString().ToLowerInvariant(),
            replayed.Reason,
            replayed.Reached
        );

    private static DeadLetterAnswer Answer(DeadLetter letter, Discarded discarded) =>
        new(letter.Id, discarded.Done, discarded.Done ? "discarded" : "refused", discarded.Reason, []);

    private static DeadLetterSummary Summary(DeadLetter letter) =>
        new(
            letter.Id,
            letter.Kind,
            letter.At.ToDateTimeOffset(),
            letter.Reason,
            letter.Source,
            letter.EventId,
            letter.Type,
            letter.Contact,
            EffectId.TryParse(letter.Id, out var effect) && letter.Kind == DeadKind.Effect ? effect.Instance : null,
            letter.Standing switch
            {
                FailedStanding.Held => "held",
                FailedStanding.GoneOn or FailedStanding.TriedAgain => "gone on",
                _ => null,
            },
            letter.Tries,
            letter.Ending is { } ending
                ? new(
                    ending.Replayed ? "replayed" : "discarded",
                    ending.By,
                    ending.At.ToDateTimeOffset(),
                    ending.Result
                )
                : null
        );

    private static DeadLetterFilter Filter(DeadLetterChoice choice) =>
        new()
        {
            Kind = choice.Kind,
            Since = choice.Since is { } since ? Instant.FromDateTimeOffset(since) : null,
            Until = choice.Until is { } until ? Instant.FromDateTimeOffset(until) : null,
            Reason = choice.Reason,
            Source = choice.Source,
            Type = choice.Type,
            Contact = Key(choice.Contact),
            Journey = choice.Journey,
        };

    private static DeadLetterFilter Filter(HttpRequest request)
    {
        var status = request.Query("status") ?? "open";
        return status is not ("open" or "over")
            ? throw new BadHttpRequestException($"\"status\" is \"{status}\": give open or over.")
            : Filter(
                new DeadLetterChoice(
                    Kind(request.Query("kind")),
                    Time(request, "since"),
                    Time(request, "until"),
                    request.Query("reason"),
                    request.Query("source"),
                    request.Query("type"),
                    request.Query("contact"),
                    request.Query("journey")
                )
            ) with
            {
                Over = status == "over",
            };
    }

    // An address that is written otherwise is the same contact.
    private static string? Key(string? contact) =>
        contact is not null && ContactKey.TryFrom(contact, out var key, out _) ? key : contact;

    private static DeadKind? Kind(string? word) =>
        word is null ? null
        : Array.IndexOf(Kinds, word) is >= 0 and var index ? (DeadKind)index
        : throw new BadHttpRequestException($"\"kind\" is \"{word}\": give {string.Join(", ", Kinds)}.");

    private static DateTimeOffset? Time(HttpRequest request, string name) =>
        request.Query(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
        : throw new BadHttpRequestException($"\"{name}\" is \"{text}\": give a time like 2026-03-02T09:00:00Z.");

    private static string By(HttpRequest request, string? given) => request.By(given) ?? "an operator";

    private static IResult Missing(string id) => Problems.NotFound("dead letter", id, Advice);

    private static IResult Reasonless() =>
        Problems.BadRequest("\"reason\" is missing: say why nobody needs it; it is kept beside the dead letter.");

    private static IResult Choiceless() =>
        Problems.BadRequest("\"choice\" says nothing: say which dead letters are meant, or \"all\": true.");
}
