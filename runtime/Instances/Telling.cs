using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;

namespace Journeys.Runtime.Instances;

/// <summary>What one instance is told, in order.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Contact">The contact's key; null when the sender knows the instance only, which then must exist.</param>
/// <param name="Told">What happened.</param>
public sealed record Telling(string Instance, string? Contact, ImmutableArray<Told> Told)
{
    public Telling(string instance, string? contact, params ReadOnlySpan<JourneyInput> inputs)
        : this(instance, contact, [.. Instances.Told.All(inputs)]) { }

    /// <summary>Whether it concerns the ledger alone, so that the machine need not be asked.</summary>
    public bool IsForLedger => Told.All(told => told.IsForLedger);
}

/// <summary>One thing an instance is told: an input, what is to be kept of an effect, or both at once.</summary>
/// <param name="Input">The input; null when only the ledger changes.</param>
/// <param name="Entry">
/// How an effect stands now. It is written in the same transaction as what the input leads to, so a result costs no write
/// of its own.
/// </param>
public sealed record Told(JourneyInput? Input, LedgerEntry? Entry = null)
{
    /// <summary>
    /// Whether it concerns the ledger alone. Nobody waits for a task that was opened or closed: its success is no news for
    /// the instance.
    /// </summary>
    public bool IsForLedger =>
        Input is null || this is { Input: JourneyInput.EffectSucceeded, Entry.Effect.Awaited: false };

    /// <summary>Whether it is no news for the instance: nobody waits for the effect, and it is tried again later.</summary>
    public bool IsToBeRepeated => this is { Input: null, Entry: { Open: true, NotBefore: not null } };

    /// <summary>Whether another process has marked or finished the effect, so that its entry is not written.</summary>
    internal bool IsOvertaken { get; init; }

    /// <summary>Whether the effect is over already, and its entry only corrects how it ended.</summary>
    internal bool HasNoOpenRow { get; init; }

    internal static Told[] All(ReadOnlySpan<JourneyInput> inputs)
    {
        var told = new Told[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            told[i] = new(inputs[i]);
        }

        return told;
    }
}

/// <summary>What came of one thing that an instance was told.</summary>
public abstract record AdvanceAnswer
{
    private AdvanceAnswer() { }

    /// <summary>It had a consequence.</summary>
    /// <param name="Sequence">The number of its history row.</param>
    /// <param name="Path">The decisions it led to.</param>
    public sealed record Moved(int Sequence, ImmutableArray<Passage> Path) : AdvanceAnswer
    {
        public override string ToString() => string.Join("; ", Path.Select(passage => passage.Because));
    }

    /// <summary>It changed nothing, and this is why.</summary>
    public sealed record Ignored(Reason Because) : AdvanceAnswer
    {
        public override string ToString() => Because.ToString();
    }

    /// <summary>
    /// It was for the ledger alone, and not written: somebody else has marked the effect meanwhile, or it is over. Whoever
    /// wanted to perform it leaves it alone.
    /// </summary>
    public sealed record Overtaken : AdvanceAnswer
    {
        public override string ToString() => "somebody else performs it";
    }

    /// <summary>It was for the ledger alone.</summary>
    public sealed record Noted : AdvanceAnswer
    {
        public override string ToString() => "noted in the ledger";
    }
}
