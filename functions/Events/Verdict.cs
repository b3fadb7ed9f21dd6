namespace Journeys.Functions.Events;

/// <summary>How a message is to be settled.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>Its events are safe.</summary>
    public sealed record Taken : Verdict;

    /// <summary>It will never be taken as it stands.</summary>
    /// <param name="Kind">One word for filters and alerts: <c>Malformed</c>, <c>Rejected</c> …</param>
    /// <param name="Why">What is wrong, and how to mend it.</param>
    public sealed record Refused(string Kind, string Why) : Verdict;

    /// <summary>A message that nobody could deal with. The fault's own words stay in the log: they may tell of people.</summary>
    public static Refused Failed(int tries, Exception fault) =>
        new("Failed", $"it failed {tries} times, the last time with {fault.GetType().Name}: the host's log says why");
}
