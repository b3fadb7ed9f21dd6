namespace Journeys.Runtime.Doctor;

/// <summary>Something that can be wrong with what is stored, or that waits for a person.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Todo">What to do.</param>
/// <param name="Repairable">Whether the doctor can mend it, without losing a decision.</param>
public sealed record Ailment(string Code, string Title, string Why, string Todo, bool Repairable)
{
    public static readonly Ailment Overdue = new(
        "D101",
        "instances are overdue",
        "Their timer should have elapsed, so they stand still although nothing holds them.",
        "Repair lets the timer elapse now. On Azure the watchdog does so every minute, also where an orchestration is missing; if they stay, see the host's log.",
        true
    );

    public static readonly Ailment Held = new(
        "D102",
        "instances are held",
        "They cannot go on by themselves, and wait for a person.",
        "Mend what the reason names, then journeys retry, skip or cancel.",
        false
    );

    public static readonly Ailment NoTimer = new(
        "D103",
        "timers are missing from the due index",
        "The instance knows when it is due, but nobody would wake it: it would be forgotten.",
        "Repair writes the row anew.",
        true
    );

    public static readonly Ailment StrayTimer = new(
        "D104",
        "timers in the due index belong to nothing",
        "The instance is due at another time, or is not there: the row wakes it in vain.",
        "Repair removes the row.",
        true
    );

    public static readonly Ailment Unreadable = new(
        "D105",
        "states or effects cannot be read",
        "This version of the program does not understand the row, so the instance stands still, or the effect is not performed.",
        "Run the version that wrote it, or restore the row from a backup.",
        false
    );

    public static readonly Ailment Orphan = new(
        "D201",
        "rows belong to an instance that has no state",
        "History or effects of an instance are there, and the instance itself is not: somebody removed its state row by hand.",
        "Restore the state row from a backup. If the contact was to be erased, erase it again: that takes the rest.",
        false
    );

    public static readonly Ailment Unperformed = new(
        "D202",
        "effects are not performed",
        "They were decided and written down, and nobody does them: most likely a process died.",
        "Repair wakes the instance, which performs them. On Azure the watchdog does so every five minutes.",
        true
    );

    public static readonly Ailment Sending = new(
        "D203",
        "mails have been on their way for too long",
        "Whoever sent them died, and nobody has asked yet whether they went out.",
        "Repair wakes the instance, which asks the provider and goes on from its answer; nothing is sent twice.",
        true
    );

    public static readonly Ailment LeftOver = new(
        "D204",
        "finished instances have open effects",
        "The run is over, and something that it decided was never done.",
        "Repair wakes the instance, which performs them.",
        true
    );

    public static readonly Ailment Uncertain = new(
        "D205",
        "nobody knows whether mails were sent",
        "The answer of the provider was lost. They are never simply sent again.",
        "The journey's sending rules say what follows: word from the provider, another try, or an operator's journeys retry or skip.",
        false
    );

    public static readonly Ailment IdleTask = new(
        "D301",
        "tasks are open that nobody waits for",
        "The instance has gone on or is finished: whoever does the task works for nothing.",
        "Repair withdraws them.",
        true
    );

    public static readonly Ailment MisplacedTask = new(
        "D302",
        "tasks stand on the wrong list",
        "They are answered or withdrawn and still stand among the open ones.",
        "Repair puts them on the list of those that are closed.",
        true
    );

    public static readonly Ailment Silent = new(
        "D401",
        "journeys have not been entered for long",
        "Nobody has come in for more than three times the longest pause between the last fifty, and for more than a day: the trigger may be broken.",
        "See whether the events still come, and under the type that the journey names: journeys why-not tells it for one contact.",
        false
    );

    public static readonly Ailment UnfinishedMove = new(
        "D402",
        "those inside are not moved to the new version",
        "Nobody has worked at the order for more than ten minutes.",
        "Repair tells the host to go on with it. On Azure a timer does so every five minutes.",
        true
    );

    public static readonly Ailment DeadLetters = new(
        "D501",
        "dead letters wait for a person",
        "What was refused, could not be read or failed for good has had no effect.",
        "journeys dead list, then mend and replay, or discard.",
        false
    );

    /// <summary>All, in the order of their codes.</summary>
    public static readonly IReadOnlyList<Ailment> All =
    [
        Overdue,
        Held,
        NoTimer,
        StrayTimer,
        Unreadable,
        Orphan,
        Unperformed,
        Sending,
        LeftOver,
        Uncertain,
        IdleTask,
        MisplacedTask,
        Silent,
        UnfinishedMove,
        DeadLetters,
    ];
}
