using System.Net.Sockets;
using System.Text.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using NodaTime;
using Sample = Journeys.Runtime.Tests.Worlds.Samples;

namespace Journeys.Cli.Tests;

/// <summary>
/// A whole host in this process, over a line that a test can cut, and a workspace on disk with the journey that is published
/// to it. While a command waits, those inside are moved.
/// </summary>
internal sealed class RealHost : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeys cli ");
    private readonly ApiHost api;
    private readonly Line line;
    private readonly List<string> versions = [];

    private RealHost(ApiHost api)
    {
        this.api = api;
        line = new(api.Handler);
    }

    public World World => api.World;

    /// <summary>Where commands are run.</summary>
    public string Folder => folder.FullName;

    /// <summary>How many more requests come through before the line is cut; null: all.</summary>
    public int? Requests
    {
        set => line.Left = value;
    }

    /// <summary>Whether the host carries out a request whose answer the cut line loses.</summary>
    public bool LosesAnswers
    {
        set => line.LosesAnswers = value;
    }

    public static async Task<RealHost> StartAsync(string? steps = Sample.Steps)
    {
        var host = new RealHost(await ApiHost.StartAsync(await World.StartAsync(steps)));
        await host.NoteAsync();
        return host;
    }

    /// <summary>Writes the journey into the workspace.</summary>
    public RealHost Write(string steps)
    {
        Write("workspace/teams.json", Sample.Teams);
        Write("workspace/fields.json", Sample.Fields);
        Write("workspace/nurture/journey.json", Sample.Definition(steps, "nurture", "whitepaper.downloaded"));
        foreach (var (name, text) in Sample.Emails)
        {
            Write($"workspace/nurture/emails/{name}", text);
        }

        return this;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs a command of somebody who sits at a terminal of 100 columns and types an answer.</summary>
    public Task<Ran> TypeAsync(string typed, params string[] args) =>
        RunAsync(
            new Terminal(line)
            {
                Folder = Folder,
                Width = 100,
                Typed = typed,
                Clock = Clock,
            },
            args
        );

    /// <summary>Runs a command that nobody watches.</summary>
    public Task<Ran> RunAsync(params string[] args) =>
        RunAsync(new Terminal(line) { Folder = Folder, Clock = Clock }, args);

    /// <summary>Somebody else publishes.</summary>
    public async Task PublishElsewhereAsync(string steps)
    {
        var files = JsonSerializer.Serialize(Sample.Request(steps), ApiJson.Default.PublishRequest);
        using var answer = await api.SendAsync(HttpMethod.Put, "/api/journeys/nurture?by=tom", files);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Moves those inside, as the host does in the background.</summary>
    public Task MoveAsync() => World.Get<VersionMover>().MoveAllAsync(Duration.Zero, default);

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private TimeProvider Clock => new Meanwhile(() => MoveAsync().GetAwaiter().GetResult());

    // Versions are hashes: they are told as version-0001, version-0002 … in the order in which they were live.
    private async Task<Ran> RunAsync(Terminal terminal, string[] args)
    {
        World.Time.Advance(TimeSpan.FromMinutes(1));
        var ran = await terminal.RunAsync([.. args.Select(arg => Renamed(arg, back: true))]);
        await NoteAsync();
        return new(ran.Code, Renamed(ran.Output), Renamed(ran.Error));
    }

    private string Renamed(string text, bool back = false) =>
        versions
            .Select((version, i) => (Hash: version, Name: $"version-{i + 1:0000}"))
            .Aggregate(
                text,
                (said, pair) => back ? said.Replace(pair.Name, pair.Hash) : said.Replace(pair.Hash, pair.Name)
            );

    private async Task NoteAsync()
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/api/journeys/nurture");
        if (answer.Headers.ETag?.Tag.Trim('"') is { } live && !versions.Contains(live))
        {
            versions.Add(live);
        }
    }

    // What carries requests, until it is cut.
    private sealed class Line(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public int? Left { get; set; }

        public bool LosesAnswers { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var isCut = Left-- <= 0;
            if (isCut && LosesAnswers)
            {
                using var lost = await base.SendAsync(request, cancellationToken);
            }

            return isCut
                ? throw new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused))
                : await base.SendAsync(request, cancellationToken);
        }
    }

    // A clock on which every pause is over at once, after something was done.
    private sealed class Meanwhile(Action act) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                act();
            }

            return base.CreateTimer(
                callback,
                state,
                dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero,
                period
            );
        }
    }
}
