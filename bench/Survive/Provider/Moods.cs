using Journeys.Orchestrations.Values;

namespace Journeys.Bench.Survive.Provider;

/// <summary>How often the provider is in a bad mood; each a share of all requests, drawn anew for each by the seed.</summary>
/// <param name="HangsUpAfterTaking">It took the mail, and its answer is lost.</param>
/// <param name="HangsUp">It took nothing, and says nothing.</param>
/// <param name="WantsAPause">429.</param>
/// <param name="Fails">500 in its own words.</param>
internal sealed record Moods(double HangsUpAfterTaking, double HangsUp, double WantsAPause, double Fails)
{
    public static readonly Moods Good = new(0, 0, 0, 0);

    /// <summary>The mood for a request: the same for the same seed, effect and number of the request.</summary>
    public Mood Of(int seed, string effect, int asked)
    {
        var draw = StableHash.Number($"{seed}\n{effect}\n{asked}\nmood") / (uint.MaxValue + 1.0);
        foreach (
            var (share, mood) in new[]
            {
                (HangsUpAfterTaking, Mood.TakesAndHangsUp),
                (HangsUp, Mood.HangsUp),
                (WantsAPause, Mood.WantsAPause),
                (Fails, Mood.Fails),
            }
        )
        {
            if (draw < share)
            {
                return mood;
            }

            draw -= share;
        }

        return Mood.Takes;
    }
}
