namespace Journeys.Orchestrations.Steps;

/// <summary>The consent classes of mail.</summary>
public static class Sendings
{
    /// <summary>Advertising: only with the contact's consent, <c>contact.consent.marketing</c>.</summary>
    public const string Marketing = "marketing";

    /// <summary>What the contact asked for: the document, the call back.</summary>
    public const string Requested = "requested";

    /// <summary>What belongs to a contract or to the running of the service.</summary>
    public const string Service = "service";

    public static readonly IReadOnlyList<string> Classes = [Marketing, Requested, Service];
}
