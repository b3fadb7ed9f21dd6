namespace Journeys.Bench.Survive.Provider;

/// <summary>What the provider was asked, and every mail that it took: twice means that a person got it twice.</summary>
internal sealed class Postbox
{
    private readonly Lock gate = new();
    private readonly List<TakenMail> taken = [];
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order in which they were taken.</summary>
    public IReadOnlyList<TakenMail> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. taken];
            }
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>How often this effect's mail was asked for, this time included.</returns>
    public int Ask(string effect)
    {
        lock (gate)
        {
            return asked[effect] = asked.GetValueOrDefault(effect) + 1;
        }
    }

    public void Take(TakenMail mail)
    {
        lock (gate)
        {
            taken.Add(mail);
        }
    }

    /// <summary>How often the mail of an effect was taken.</summary>
    public int CountOf(string effect)
    {
        lock (gate)
        {
            return taken.Count(mail => mail.Effect == effect);
        }
    }
}
