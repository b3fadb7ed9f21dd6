using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Publishing;

/// <summary>
/// Publishes one journey as a careful person would: looks what is live, shows what changes and for whom, asks, publishes only
/// if nobody else has meanwhile, and watches until those inside are where they were meant to be.
/// </summary>
internal sealed class PublishFlow(Session session, PublishOptions options)
{
    private Screen Screen => session.Screen;

    /// <summary>Publishes files.</summary>
    /// <param name="journey">The journey's name.</param>
    /// <param name="files">Its files.</param>
    /// <param name="folder">Where they are; null when they come from the host.</param>
    public async Task<Published> RunAsync(
        string journey,
        PublishRequest files,
        JourneyFolder? folder,
        CancellationToken cancelled
    )
    {
        var live = await session.Api.JourneyAsync(journey, cancelled);
        if (live is Reply<JourneyDetail>.Refused { Status: not 404 } trouble)
        {
            return Refused(journey, folder, trouble.Status, trouble.Problem, trouble.Json);
        }

        var detail = (live as Reply<JourneyDetail>.Done)?.Value;
        if (!await MayAsync(journey, files, detail, cancelled))
        {
            Screen.Line($"{journey} was left as it is.");
            return new(PublishedAs.LeftAlone, null);
        }

        return await SendAsync(journey, options.On(files), folder, detail?.Summary.Version, cancelled) switch
        {
            Reply<PublishAnswer>.Refused refused => Refused(
                journey,
                folder,
                refused.Status,
                refused.Problem,
                refused.Json
            ),
            Reply<PublishAnswer>.Done done => await FollowAsync(done, folder, cancelled),
            var other => throw new System.Diagnostics.UnreachableException($"A reply is done or refused, not {other}."),
        };
    }

    private async Task<bool> MayAsync(
        string journey,
        PublishRequest files,
        JourneyDetail? live,
        CancellationToken cancelled
    )
    {
        var sources = VersionSources.Of(journey, files);
        if (live?.Summary.Version == sources.Version && options.Inside == InsideChoice.Stay)
        {
            // Nothing to decide: the teams and fields go with it, as they are.
            return true;
        }

        if (!session.Json)
        {
            var diff = live is null ? null : await DiffAsync(live.Summary, sources, cancelled);
            Changes.Print(Screen, journey, sources.Version, live, diff, options);
        }

        return options.Yes || Question.Ask(session, $"Publish {journey}?");
    }

    private async Task<JourneyDiff?> DiffAsync(
        JourneySummary live,
        JourneySources sources,
        CancellationToken cancelled
    ) =>
        await session.Api.VersionAsync(live.Journey, live.Version, cancelled)
            is Reply<VersionDetail>.Done { Value: var was }
            ? JourneyDiff.Between(VersionSources.Of(was), sources)
            : null;

    private async Task<Reply<PublishAnswer>> SendAsync(
        string journey,
        PublishRequest files,
        JourneyFolder? folder,
        string? live,
        CancellationToken cancelled
    )
    {
        try
        {
            return await session.Api.PublishAsync(journey, files, options.By, live, cancelled);
        }
        catch (HostNotReachableException gone)
        {
            var again = folder is null ? "rollback" : "publish";
            throw new HostNotReachableException(
                $"The host went away while {journey} was published, so whether it is live is not known. {gone.Message}",
                $"Publishing is all or nothing. Look with journeys versions {journey}, or {again} once more: that is safe.",
                gone
            );
        }
    }

    private Published Refused(string journey, JourneyFolder? folder, int status, Problem problem, string json)
    {
        var told = folder?.Located(problem, $"{journey}: ") ?? problem with { Title = $"{journey}: {problem.Title}" };
        Refusal.Print(Screen, status, told);
        return new(PublishedAs.Refused, json);
    }

    private async Task<Published> FollowAsync(
        Reply<PublishAnswer>.Done done,
        JourneyFolder? folder,
        CancellationToken cancelled
    )
    {
        var answer = done.Value;
        foreach (var warning in answer.Warnings)
        {
            Screen.Advice($"{folder?.Located(warning) ?? warning}");
        }

        if (!session.Json)
        {
            Cell word = answer.Changed ? new("published", "green") : new("unchanged", "grey");
            Screen.Beside(0, word, 11, $"{answer.Journey} {answer.Version}");
        }

        if (answer.Moving is { } moving && options.Wait)
        {
            await new MovingWatch(session).FollowAsync(answer.Journey, moving, cancelled);
        }

        return new(answer.Changed ? PublishedAs.Published : PublishedAs.Unchanged, done.Json);
    }
}

/// <summary>What came of publishing one journey.</summary>
/// <param name="As">What.</param>
/// <param name="Json">The host's words; null when it was not asked.</param>
internal sealed record Published(PublishedAs As, string? Json);

/// <summary>What came of publishing one journey.</summary>
internal enum PublishedAs
{
    Published,
    Unchanged,
    Refused,

    /// <summary>Whoever was asked said no.</summary>
    LeftAlone,
}
