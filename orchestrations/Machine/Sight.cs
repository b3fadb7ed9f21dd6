using System.Collections.Immutable;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// What one decision can see, and the record of what it looked at: every fact goes through here, so the history can tell
/// afterwards which values decided, and the decision can be made again from them.
/// </summary>
/// <param name="facts">The facts of the instant.</param>
public sealed class Sight(Facts facts)
{
    // Many decisions look at nothing, and most at few things.
    private ImmutableArray<Look>.Builder? looked;

    /// <summary>The instant of the decision.</summary>
    public Instant Now => facts.Now;

    /// <summary>What the run knows; null before it began.</summary>
    public Story? Story { get; set; }

    /// <summary>The event that a rule is judging; null in steps, where <c>event</c> is the one that started the run.</summary>
    public EventFact? Judged { get; set; }

    /// <summary>Hands over what was looked at so far, in order, and begins anew.</summary>
    public ImmutableArray<Look> Drain() => looked?.DrainToImmutable() ?? [];

    /// <summary>
    /// The value of <c>contact.…</c>, <c>account.…</c>, <c>event.…</c> or <c>steps.{step}.outcome|by|answers.…</c>; null
    /// when it is absent.
    /// </summary>
    public FieldValue? Look(string path)
    {
        var value = Find(path);
        Record(new(path, value));
        return value;
    }

    /// <summary>How many touchpoints of a type the contact had at or after an instant.</summary>
    public int Count(string type, Instant since)
    {
        var count = facts.Touchpoints.Count(type, since);
        Record(new(Machine.Look.PathOf(type, since), FieldValue.Of(count)));
        return count;
    }

    private void Record(Look look) => (looked ??= ImmutableArray.CreateBuilder<Look>(4)).Add(look);

    private FieldValue? Find(string path)
    {
        var dot = path.IndexOf('.');
        if (dot < 0)
        {
            return null;
        }

        var name = path.AsSpan(dot + 1);
        return path.AsSpan(0, dot) switch
        {
            "contact" => facts.Contact[name],
            "account" => facts.Account[name],
            "event" => (Judged ?? Story?.Entry)?.Data[name],
            "steps" => FindStep(name),
            _ => null,
        };
    }

    private FieldValue? FindStep(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        if (dot < 0 || Story?.Of(name[..dot].ToString()) is not { } result)
        {
            return null;
        }

        return name[(dot + 1)..] switch
        {
            "outcome" => result.Outcome is { } outcome ? FieldValue.Of(outcome) : null,
            "by" => result.By is { } by ? FieldValue.Of(by) : null,
            ['a', 'n', 's', 'w', 'e', 'r', 's', '.', .. var answer] => result.Answers[answer],
            _ => null,
        };
    }
}
