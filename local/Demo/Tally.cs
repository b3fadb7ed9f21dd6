using NodaTime;

namespace Journeys.Local.Demo;

/// <summary>How far the week has come, for whoever watches.</summary>
internal sealed record Tally
{
    /// <summary>The host's clock.</summary>
    public Instant Now { get; set; }

    /// <summary>How many contacts have done what they do first.</summary>
    public int Contacts { get; set; }

    /// <summary>Mails captured, colleagues' included.</summary>
    public int Mails { get; set; }

    public int TasksOpen { get; set; }

    public int TasksAnswered { get; set; }

    /// <summary>Hand-overs that an account manager accepted.</summary>
    public int HandedOver { get; set; }

    /// <summary>Contacts that wait for an operator.</summary>
    public int Held { get; set; }

    /// <summary>How long after the program's start the first mail was seen; null before.</summary>
    public TimeSpan? FirstMail { get; set; }
}
