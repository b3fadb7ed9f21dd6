using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Simulation;

/// <summary>
/// Those before whom a journey is rehearsed: contacts who click or do not, sales people who answer tasks, and whoever takes
/// notes. Reactions are scheduled on the rehearsal, at an instant of their own.
/// </summary>
public abstract class Audience
{
    /// <summary>The machine was told something, and answered.</summary>
    /// <param name="rehearsal">Whose; its state is the new one already.</param>
    /// <param name="before">The state it was in.</param>
    /// <param name="input">What it was told.</param>
    /// <param name="outcome">What it answered.</param>
    public virtual void Told(Rehearsal rehearsal, JourneyState before, JourneyInput input, Outcome outcome) { }

    /// <summary>An effect is performed now; reactions to a mail or a task are scheduled here.</summary>
    public virtual void Performed(Rehearsal rehearsal, Effect effect) { }

    /// <summary>
    /// Whether what a touchpoint teaches about the contact is kept; always, unless somebody knows that nothing will ever
    /// look at it.
    /// </summary>
    public virtual bool Learns(Touchpoint touchpoint) => true;

    /// <summary>
    /// What comes of an effect: its failure, its uncertainty, or a success that has something to tell. What fails or is
    /// uncertain teaches nothing of the contact.
    /// </summary>
    /// <returns>The result, which bears the effect's id; null: it succeeds, with nothing to tell.</returns>
    public virtual JourneyInput? ResultOf(Rehearsal rehearsal, Effect effect) => null;

    /// <summary>A value of an <c>update</c> or <c>emit</c> step with its templates rendered; as it is unless overridden.</summary>
    public virtual FieldValue Rendered(Rehearsal rehearsal, Effect effect, FieldValue value) => value;
}
