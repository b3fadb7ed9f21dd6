using Journeys.Local.Clock;
using Journeys.Local.Shards;
using Journeys.Runtime;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Local.Tests.Faults;

/// <summary>One life of the host's process: everything but the store and the mail provider dies with it.</summary>
internal sealed class TroubledHost : IDisposable
{
    // Compiling the same journey for each life again would take most of the time.
    private static readonly CompiledJourneys Compiled = new();

    private readonly CancellationTokenSource stopping = new();
    private readonly ServiceProvider services;
    private readonly LocalInstances instances;

    public TroubledHost(ITables store, MailProvider provider, ManualTime wall, Trouble trouble)
    {
        Trouble = trouble;
        Clock = new HostClock(Instant.FromDateTimeOffset(wall.GetUtcNow()), 1, wall);
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Clock)
            .AddSingleton(Compiled)
            .AddSingleton<ITables>(new TroubledTables(store, trouble))
            .AddSingleton<IMailSender>(new TroubledMail(provider, trouble))
            .AddLogging()
            .AddSingleton<LocalInstances>()
            .AddSingleton<IInstances>(host => host.GetRequiredService<LocalInstances>())
            .AddJourneysRuntime(
                new RuntimeSettings
                {
                    SingleWriter = true,
                    Shards = 2,
                    Concurrency = 2,
                }
            )
            .BuildServiceProvider();
        instances = services.GetRequiredService<LocalInstances>();
    }

    public Trouble Trouble { get; }

    public HostClock Clock { get; }

    public Publisher Publisher => services.GetRequiredService<Publisher>();

    public EventIntake Intake => services.GetRequiredService<EventIntake>();

    public TaskAnswers Answers => services.GetRequiredService<TaskAnswers>();

    public TaskList Tasks => services.GetRequiredService<TaskList>();

    public async Task RunAsync()
    {
        await instances.RecoverAsync(stopping.Token);
        await instances.RunAsync(stopping.Token);
    }

    // What a dead process still holds is never heard of again; a living one stops cleanly.
    public void Dispose()
    {
        if (!stopping.IsCancellationRequested)
        {
            stopping.Cancel();
            stopping.Dispose();
        }
    }
}
