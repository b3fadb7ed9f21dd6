namespace Journeys.Runtime.Events;

/// <summary>Publishes an event that a journey emits, so that other journeys, and whoever else listens, hear it.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Publishes an event. When it returns, the event is safe from a crash. Publishing it again does no harm: it is known by
    /// its <see cref="IncomingEvent.Key"/>.
    /// </summary>
    /// <exception cref="Tables.StorageUnavailableException">Nobody knows whether it was published; publish it again.</exception>
    Task<Publishing> PublishAsync(IncomingEvent published, CancellationToken cancellation);
}

/// <summary>What came of publishing an event.</summary>
public abstract record Publishing
{
    private Publishing() { }

    /// <summary>It is published.</summary>
    public sealed record Published : Publishing;

    /// <summary>It was not published, or nobody knows; publishing it again does no harm.</summary>
    /// <param name="Passing">Whether trying again may help.</param>
    /// <param name="Why">What stood in the way, and how to mend it.</param>
    public sealed record Refused(bool Passing, string Why) : Publishing;
}

/// <summary>Publishes to this very host: the event is taken in like one that came from outside.</summary>
public sealed class IntakePublisher(Lazy<EventIntake> intake) : IEventPublisher
{
    public async Task<Publishing> PublishAsync(IncomingEvent published, CancellationToken cancellation) =>
        await intake.Value.AcceptAsync([published], cancellation) is [Intake.Rejected rejected]
            ? new Publishing.Refused(Passing: false, rejected.Reason)
            : new Publishing.Published();
}
