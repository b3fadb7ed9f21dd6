using Microsoft.Extensions.Logging;

namespace Journeys.Local.Azurite;

/// <summary>Finds, takes over or starts an Azurite, and waits until it answers.</summary>
internal sealed class AzuriteStarter(
    AzuritePlace place,
    IChildProcesses processes,
    IAzuriteProbe probe,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>The process that is ours; null when somebody else's Azurite answers.</summary>
    public async Task<IChildProcess?> StartAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(place.Data);
        if (Orphan() is { } orphan)
        {
            return await AdoptAsync(orphan, cancellation);
        }

        var tables = await probe.AskAsync(place.Account.Tables, cancellation);
        var queues = await probe.AskAsync(place.Account.Queues, cancellation);
        switch (tables, queues)
        {
            case (PortAnswer.Azurite found, PortAnswer.Azurite):
                AzuriteLog.Found(logger, found.Version, place.Account.Tables);
                return null;
            case (PortAnswer.Stranger stranger, _):
                throw Taken(place.Account.Tables, stranger.Name);
            case (_, PortAnswer.Stranger stranger):
                throw Taken(place.Account.Queues, stranger.Name);
            case (PortAnswer.Azurite, _):
                throw Half("tables", place.Account.Tables, "queues", place.Account.Queues);
            case (_, PortAnswer.Azurite):
                throw Half("queues", place.Account.Queues, "tables", place.Account.Tables);
            default:
                return await StartAgainAsync(cancellation);
        }
    }

    /// <summary>Starts a new process, and returns it when it answers.</summary>
    public async Task<IChildProcess> StartAgainAsync(CancellationToken cancellation)
    {
        if (!File.Exists(place.Program))
        {
            throw new AzuriteException(
                $"Azurite is not installed: {place.Program} is missing. Run \"npm ci\" in {place.Modules}."
            );
        }

        File.Delete(place.Log);
        var child = processes.Start("node", place.Arguments);
        place.WriteMark(new AzuriteMark(child.Mark, processes.Self));
        try
        {
            await WaitUntilReadyAsync(child, cancellation);
        }
        catch
        {
            // Half a start is none: nothing may be left behind that the next start would take for a running Azurite.
            child.Kill();
            throw;
        }

        AzuriteLog.Started(logger, child.Mark.Id, place.Account.Tables, place.Data);
        return child;
    }

    public string LastWords() => place.LastWords();

    public void Forget() => place.RemoveMark();

    /// <summary>An Azurite of ours whose host is gone. While its host lives, it is somebody else's.</summary>
    private IChildProcess? Orphan()
    {
        if (place.ReadMark() is not { } mark)
        {
            return null;
        }

        using var host = processes.Find(mark.Host);
        return host is null ? processes.Find(mark.Azurite) : null;
    }

    /// <summary>It may still be starting, or may be stopping: if it does not answer in time it is replaced.</summary>
    private async Task<IChildProcess> AdoptAsync(IChildProcess orphan, CancellationToken cancellation)
    {
        AzuriteLog.Adopted(logger, orphan.Mark.Id);
        try
        {
            await WaitUntilReadyAsync(orphan, cancellation);
            place.WriteMark(new AzuriteMark(orphan.Mark, processes.Self));
            return orphan;
        }
        catch (AzuriteException)
        {
            orphan.Kill();
            await orphan.Exited;
            orphan.Dispose();
            return await StartAgainAsync(cancellation);
        }
    }

    private async Task WaitUntilReadyAsync(IChildProcess child, CancellationToken cancellation)
    {
        for (var since = time.GetTimestamp(); ; )
        {
            if (child.Exited.IsCompleted)
            {
                throw new AzuriteException($"Azurite ended while it was starting. {place.LastWords()}");
            }

            if (await AnswersAsync(cancellation))
            {
                return;
            }

            if (time.GetElapsedTime(since) > StartLimit)
            {
                throw new AzuriteException(
                    $"Azurite did not answer within {StartLimit.TotalSeconds:0} seconds. {place.LastWords()}"
                );
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation) =>
        await probe.AskAsync(place.Account.Tables, cancellation) is PortAnswer.Azurite
        && await probe.AskAsync(place.Account.Queues, cancellation) is PortAnswer.Azurite;

    private static AzuriteException Taken(Uri service, string name) =>
        new(
            $"Port {service.Port} is taken by something that is not Azurite ({name}). Stop it, or give other ports: "
                + "--storage \"AccountName=devstoreaccount1;AccountKey=…;TableEndpoint=http://127.0.0.1:PORT/"
                + "devstoreaccount1;QueueEndpoint=http://127.0.0.1:PORT/devstoreaccount1\"."
        );

    private static AzuriteException Half(string there, Uri at, string missing, Uri where) =>
        new(
            $"An Azurite answers for {there} at port {at.Port}, but none for {missing} at port {where.Port}. "
                + $"Start yours with {missing} too, or stop it, and Journeys starts its own."
        );
}
