using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Doctor;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Upkeep;
using Journeys.Runtime.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Journeys.Runtime;

/// <summary>
/// Registers what both hosts share. A host adds its own ports: <see cref="ITables"/>, <see cref="Mail.IMailSender"/>,
/// <see cref="IInstances"/>, if it captures mail <see cref="Mail.IMailArchive"/>, its <see cref="TimeProvider"/>, if that is
/// not the wall's clock a <see cref="WallClock"/>, and if its instances sleep an <see cref="IWaker"/>.
/// </summary>
public static class RuntimeServices
{
    /// <summary>The tables that the runtime keeps its rows in; a host makes them when it starts.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        InstanceRows.Table,
        ContactRows.Table,
        AccountStore.Table,
        CatalogRows.Table,
        TaskRows.Table,
        RejectedEvents.Table,
        PacingRows.Table,
        ErasureRows.Table,
        LinkKeyStore.Table,
        KeyStore.Table,
    ];

    public static IServiceCollection AddJourneysRuntime(this IServiceCollection services, RuntimeSettings settings)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CompiledJourneys>();
        services.AddSingleton(settings);
        return services
            .AddHub(settings)
            .AddInstances()
            .AddEffects()
            .AddTasks()
            .AddErasure()
            .AddAccess(settings)
            .AddApi();
    }

    /// <summary>Makes the tables unless they are there.</summary>
    public static async Task EnsureTablesAsync(this ITables tables, CancellationToken cancellation)
    {
        foreach (var table in Tables)
        {
            await tables.EnsureTableAsync(table, cancellation);
        }
    }

    private static IServiceCollection AddHub(this IServiceCollection services, RuntimeSettings settings)
    {
        var kept = settings.SingleWriter ? settings.Kept : 0;
        return services
            .AddSingleton(new RecentRows<StoredContact>(kept))
            .AddSingleton(new RecentRows<StoredAccount>(kept))
            .AddSingleton<LinkKeyStore>()
            .AddSingleton<PublicLinks>()
            .AddSingleton<ConsentChanges>()
            .AddSingleton<ContactStore>()
            .AddSingleton<AccountStore>()
            .AddSingleton<FactsReader>()
            .AddSingleton<JourneyCatalog>()
            .AddSingleton<Workspace>()
            .AddSingleton<Publications>()
            .AddSingleton<MoveOrders>()
            .AddSingleton<Publisher>()
            .AddSingleton<RejectedEvents>()
            .AddSingleton<EventIntake>()
            .AddSingleton<SendGridSignature>()
            .AddSingleton<SendGridIntake>()
            .AddDeadLetters()
            .AddDoctor();
    }

    private static IServiceCollection AddDeadLetters(this IServiceCollection services) =>
        services
            .AddSingleton<FailedEffects>()
            .AddSingleton<DeadLetterList>()
            .AddSingleton<DeadLetterStore>()
            .AddSingleton<Replaying>()
            .AddSingleton<Discarding>()
            .AddSingleton<DeadLetterRetention>();

    private static IServiceCollection AddDoctor(this IServiceCollection services) =>
        services
            .AddSingleton<Physician>()
            .AddSingleton<TimerCheck>()
            .AddSingleton<EffectCheck>()
            .AddSingleton<RecordCheck>()
            .AddSingleton<JourneyCheck>()
            .AddSingleton<TaskCheck>()
            .AddSingleton<DeadLetterCheck>();

    // Effects lead to events and to other instances, and those to effects: the circle is closed lazily.
    private static IServiceCollection AddInstances(this IServiceCollection services) =>
        services
            .AddSingleton<Advance>()
            .AddSingleton<Turn>()
            .AddSingleton<InstanceStore>()
            .AddSingleton<WhyNot>()
            .AddSingleton<DueIndex>()
            .AddSingleton<Ledger>()
            .AddSingleton<Watchdog>()
            .AddSingleton<Retention>()
            .AddSingleton<VersionMover>()
            .AddSingleton(provider => new Lazy<IInstances>(provider.GetRequiredService<IInstances>))
            .AddSingleton(provider => new Lazy<EventIntake>(provider.GetRequiredService<EventIntake>));

    private static IServiceCollection AddEffects(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => Signatures.OfThisProcess());
        services.TryAddSingleton(provider => new WebhookTargets(
            provider.GetRequiredService<RuntimeSettings>().Webhooks,
            provider.GetRequiredService<RuntimeSettings>().LoopbackWebhooks
        ));
        services.TryAddSingleton(provider => new WebhookDialer(provider.GetRequiredService<WebhookTargets>()));
        services.TryAddSingleton(provider => WebhookClient.Create(provider.GetRequiredService<WebhookDialer>()));
        services.TryAddSingleton<IEventPublisher, IntakePublisher>();
        return services
            .AddSingleton<MailLedger>()
            .AddSingleton<Pauses>()
            .AddSingleton<Lines>()
            .AddSingleton<Tallies>()
            .AddSingleton<MailGate>()
            .AddSingleton<BounceCount>()
            .AddSingleton<TaskMail>()
            .AddSingleton<EffectPerformer>()
            .AddSingleton<TakenMails>()
            .AddSingleton<SendEmailPerformer>()
            .AddSingleton<IPerformer<Effect.SendEmail>, PacedMails>()
            .AddSingleton<IPerformer<Effect.OpenTask>, OpenTaskPerformer>()
            .AddSingleton<IPerformer<Effect.CloseTask>, CloseTaskPerformer>()
            .AddSingleton<IPerformer<Effect.Notify>, NotifyPerformer>()
            .AddSingleton<IPerformer<Effect.CallWebhook>, CallWebhookPerformer>()
            .AddSingleton<IPerformer<Effect.PublishEvent>, PublishEventPerformer>()
            .AddSingleton<IPerformer<Effect.UpdateContact>, UpdateContactPerformer>()
            .AddSingleton<IPerformer<Effect.StartJourney>, StartJourneyPerformer>();
    }

    private static IServiceCollection AddTasks(this IServiceCollection services) =>
        services
            .AddSingleton<TaskBoard>()
            .AddSingleton<TaskList>()
            .AddSingleton<TaskAnswers>()
            .AddSingleton<OwnerChoice>()
            .AddSingleton<BriefWriter>();

    private static IServiceCollection AddAccess(this IServiceCollection services, RuntimeSettings settings)
    {
        services.TryAddSingleton(new WallClock(TimeProvider.System));
        services.TryAddSingleton(new HostKey(settings.ApiKey));
        services.TryAddSingleton(_ => new RequestRates(settings.RequestsAMinute));
        return services
            .AddSingleton<KeyStore>()
            .AddSingleton<Keyring>()
            .AddSingleton<KeyOffice>()
            .AddSingleton<Admission>();
    }

    // A host that keeps contacts elsewhere too, in its mail or its queues, adds places of its own.
    private static IServiceCollection AddErasure(this IServiceCollection services) =>
        services
            .AddSingleton<ContactHash>()
            .AddSingleton<ErasureMarks>()
            .AddSingleton<Erasures>()
            .AddSingleton<ContactTracer>()
            .AddSingleton<ContactEraser>()
            .AddSingleton<ErasureRequests>()
            .AddSingleton<ContactExport>()
            .AddSingleton<Erasing>()
            // What ends the contact's runs goes first.
            .AddSingleton<IContactPlace, JourneyPlace>()
            .AddSingleton<IContactPlace, TaskPlace>()
            .AddSingleton<IContactPlace, HubPlace>()
            .AddSingleton<IContactPlace, RejectedPlace>();

    /// <summary>Lets erasures and exports reach the mails that a host captures.</summary>
    public static IServiceCollection AddCapturedMailPlace(this IServiceCollection services) =>
        services.AddSingleton<IContactPlace, MailPlace>();

    private static IServiceCollection AddApi(this IServiceCollection services) =>
        services
            .AddSingleton<ApiGuard>()
            .AddSingleton<UnsubscribePage>()
            .AddSingleton<PreferencesPage>()
            .AddSingleton<DecidePage>()
            .AddSingleton<HostVitals>()
            .AddSingleton<KeysEndpoint>()
            .AddSingleton<EventsEndpoint>()
            .AddSingleton<SendGridEndpoint>()
            .AddSingleton<JourneysEndpoint>()
            .AddSingleton<VersionsEndpoint>()
            .AddSingleton<WhyNotEndpoint>()
            .AddSingleton<RecordEndpoint>()
            .AddSingleton<InstancesEndpoint>()
            .AddSingleton<TasksEndpoint>()
            .AddSingleton<ContactsEndpoint>()
            .AddSingleton<ErasureEndpoint>()
            .AddSingleton<ExportEndpoint>()
            .AddSingleton<MailEndpoint>()
            .AddSingleton<DeadLettersEndpoint>()
            .AddSingleton<DoctorEndpoint>()
            .AddSingleton<SendingEndpoint>()
            .AddSingleton<HealthEndpoint>();
}
