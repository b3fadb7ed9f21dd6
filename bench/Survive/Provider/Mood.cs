namespace Journeys.Bench.Survive.Provider;

/// <summary>What the provider does with a request.</summary>
internal enum Mood
{
    /// <summary>It takes the mail and says so: 202.</summary>
    Takes,

    /// <summary>It takes the mail, and hangs up before it has said so.</summary>
    TakesAndHangsUp,

    /// <summary>It hangs up, and has taken nothing.</summary>
    HangsUp,

    /// <summary>It has been asked too often, and says when to come again: 429.</summary>
    WantsAPause,

    /// <summary>It says in its own words that it failed, and has taken nothing: 500.</summary>
    Fails,
}
