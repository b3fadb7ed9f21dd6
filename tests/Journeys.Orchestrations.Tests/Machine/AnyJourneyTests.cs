using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Definitions;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// What holds of any journey and anything that may happen in it: never an exception, nobody forgotten, nothing twice,
/// decided again from the record it comes out the same, and everything persisted reads back (<see cref="Laws"/>).
/// </summary>
public sealed class AnyJourneyTests
{
    // A journey takes a few dozen choices; what is left is lived.
    private const int Writing = 60;
    private const int Living = 240;

    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void Every_journey_that_is_written_by_the_rules_is_accepted() =>
        Prop.ForAll(Numbers(Writing), numbers => Read(numbers) is not null).Check(Some);

    [Fact]
    public void The_laws_hold_whatever_happens() => Prop.ForAll(Lives(), life => Live(life)).Check(Some);

    [Fact]
    public void Told_again_from_its_record_a_life_comes_out_the_same() =>
        Prop.ForAll(
                Lives(),
                life =>
                {
                    JourneyState state = new JourneyState.Unentered("test~contact");
                    foreach (var (input, at, looked, next) in Live(life).Recorded)
                    {
                        var facts = Facts.Recorded(at, [.. looked]);
                        var moved = Assert.IsType<Journeys.Orchestrations.Machine.Outcome.Moved>(
                            JourneyMachine.Apply(Read(life.Journey), state, input, facts)
                        );
                        state = moved.Next;
                        Assert.Equal(next, state);
                    }
                }
            )
            .Check(Some);

    [Fact]
    public void Most_lives_get_somewhere()
    {
        // A generator that only makes dull lives would prove nothing.
        var kinds = Gen.Sample(Lives().Generator, 200, 50)
            .SelectMany(life => Live(life).Recorded.Select(step => step.Next.GetType().Name))
            .GroupBy(kind => kind)
            .ToDictionary(kind => kind.Key, kind => kind.Count());
        Assert.Equal(["Finished", "Held", "Paused", "Performing", "Waiting"], kinds.Keys.Order());
        Assert.All(kinds.Values, count => Assert.InRange(count, 20, int.MaxValue));
    }

    private static RandomLife Live((int[] Journey, int[] Life) choices)
    {
        var life = new RandomLife(Read(choices.Journey), new(choices.Life));
        life.Live();
        return life;
    }

    private static JourneyDefinition Read(int[] numbers)
    {
        var text = RandomJourney.Write(new(numbers));
        var reading = DefinitionReader.Read(Written.Sources(text));
        Assert.True(reading.Definition is not null, string.Join('\n', reading.Diagnostics) + "\n" + text);
        return reading.Definition!;
    }

    private static Arbitrary<int[]> Numbers(int most) =>
        Arb.From(Gen.Choose(0, 999).ListOf(most).Select(list => list.ToArray()), Shorter);

    private static Arbitrary<(int[] Journey, int[] Life)> Lives() =>
        Arb.From(
            from journey in Gen.Choose(0, 999).ListOf(Writing)
            from length in Gen.Choose(0, Living)
            from life in Gen.Choose(0, 999).ListOf(length)
            select (journey.ToArray(), life.ToArray()),
            choices =>
                Shorter(choices.Item1)
                    .Select(journey => (journey, choices.Item2))
                    .Concat(Shorter(choices.Item2).Select(life => (choices.Item1, life)))
        );

    // Halves, then one number less at the end, then one number smaller.
    private static IEnumerable<int[]> Shorter(int[] numbers)
    {
        if (numbers.Length > 1)
        {
            yield return numbers[..(numbers.Length / 2)];
        }

        if (numbers.Length > 0)
        {
            yield return numbers[..^1];
        }

        for (var at = 0; at < numbers.Length; at++)
        {
            if (numbers[at] > 0)
            {
                yield return [.. numbers[..at], 0, .. numbers[(at + 1)..]];
            }
        }
    }
}
