using Journeys.Orchestrations.Values;

namespace Journeys.Local.Demo.World;

/// <summary>Something that somebody outside does, at one of the doors that everybody has.</summary>
internal abstract record Act
{
    private Act() { }

    /// <summary>An event is sent alone.</summary>
    public sealed record Send(OutsideEvent Event, Door Door) : Act;

    /// <summary>Events are posted together.</summary>
    public sealed record SendAll(IReadOnlyList<OutsideEvent> Events) : Act;

    /// <summary>Something is sent that the host must refuse.</summary>
    /// <param name="Body">What is sent.</param>
    /// <param name="Good">The events in it that are in order, when it is a batch.</param>
    /// <param name="Door">Where.</param>
    public sealed record Blunder(string Body, IReadOnlyList<OutsideEvent> Good, Door Door) : Act;

    /// <summary>A person answers a task.</summary>
    public sealed record Answer(string Task, string Contact, string Outcome, string By, Fields Answers) : Act;
}

/// <summary>Where events go in.</summary>
internal enum Door
{
    /// <summary><c>POST /api/events</c>.</summary>
    Http,

    /// <summary>The storage queue.</summary>
    Queue,
}
