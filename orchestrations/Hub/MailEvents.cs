namespace Journeys.Orchestrations.Hub;

/// <summary>
/// The events that tell what became of a mail. What a machine did on the contact's behalf has types of its own, and is kept
/// apart: it is recorded and shown, but it is not the contact's doing. It starts nothing, ends nothing, satisfies no wait
/// and counts in no condition, whoever sends it.
/// </summary>
public static class MailEvents
{
    /// <summary>The recipient's mail server took it.</summary>
    public const string Delivered = "email.delivered";

    /// <summary>The contact opened it.</summary>
    public const string Opened = "email.opened";

    /// <summary>The contact clicked a link in it: <c>data.url</c>.</summary>
    public const string Clicked = "email.clicked";

    /// <summary>The contact answered it.</summary>
    public const string Replied = "email.replied";

    /// <summary>It was sent, and came back: <c>data.bounce</c> is <c>hard</c>, <c>soft</c> or <c>blocked</c>.</summary>
    public const string Bounced = "email.bounced";

    /// <summary>The provider did not send it: <c>data.reason</c>.</summary>
    public const string Dropped = "email.dropped";

    /// <summary>The recipient's mail server put it off; the provider tries again.</summary>
    public const string Delayed = "email.delayed";

    /// <summary>The contact called it spam.</summary>
    public const string Complained = "email.complained";

    /// <summary>A mail program opened it by itself: <c>data.why</c>.</summary>
    public const string OpenedByMachine = "email.opened.machine";

    /// <summary>A scanner followed its links: <c>data.why</c>.</summary>
    public const string ClickedByMachine = "email.clicked.machine";

    /// <summary>Something of a kind that is not known here: <c>data.kind</c> is the provider's word for it.</summary>
    public const string Other = "email.other";

    /// <summary>Whether events of this type are a person's or a machine's doing by somebody's judgement.</summary>
    public static bool IsJudged(string type) => type is Opened or Clicked || IsByMachine(type);

    /// <summary>Whether events of this type are a machine's doing.</summary>
    public static bool IsByMachine(string type) => type is OpenedByMachine or ClickedByMachine;
}
