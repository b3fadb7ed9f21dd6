using Journeys.Runtime.Api;

namespace Journeys.Runtime.Catalog;

/// <summary>Publishes the journeys of a workspace when the host starts. One that is broken is reported, and the rest is published.</summary>
/// <param name="from">The folder that paths in messages begin at.</param>
public sealed class WorkspacePublishing(Publisher publisher, string from)
{
    private const string By = "workspace";

    /// <summary>Publishes every journey of a workspace whose files have changed.</summary>
    public async Task<IReadOnlyList<WorkspaceJourney>> PublishAsync(string workspace, CancellationToken cancellation)
    {
        var published = new List<WorkspaceJourney>();
        foreach (var folder in Folders(workspace))
        {
            published.Add(await PublishAsync(folder, cancellation));
        }

        return published;
    }

    private IReadOnlyList<JourneyFolder> Folders(string workspace)
    {
        try
        {
            return JourneyFolder.In(from, workspace);
        }
        catch (FileNotFoundException)
        {
            // A workspace where nothing was written yet.
            return [];
        }
    }

    private async Task<WorkspaceJourney> PublishAsync(JourneyFolder folder, CancellationToken cancellation)
    {
        PublishRequest files;
        try
        {
            files = await folder.ReadAsync(cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(folder.Name, IsLive: false, Changed: false, [fault.Message]);
        }

        return await publisher.PublishAsync(folder.Name, files, By, cancellation) switch
        {
            Publication.Published { Answer: var answer } => new(
                folder.Name,
                IsLive: true,
                answer.Changed,
                [.. answer.Warnings.Select(folder.Located)]
            ),
            Publication.Refused refused => new(
                folder.Name,
                IsLive: false,
                Changed: false,
                [.. refused.Diagnostics.Select(finding => folder.Located(finding.ToString()))]
            ),
            var other => throw new System.Diagnostics.UnreachableException($"{other} is no publication"),
        };
    }
}

/// <summary>What came of publishing one journey of the workspace.</summary>
/// <param name="Name">The journey's name.</param>
/// <param name="IsLive">False when its files are broken; an earlier version may be live.</param>
/// <param name="Changed">Whether this is a new version.</param>
/// <param name="Findings">Errors and warnings, one line each, with file, line and column.</param>
public sealed record WorkspaceJourney(string Name, bool IsLive, bool Changed, IReadOnlyList<string> Findings);
