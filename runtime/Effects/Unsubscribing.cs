namespace Journeys.Runtime.Effects;

/// <summary>Where a contact ends its subscription: the link every marketing mail bears.</summary>
public sealed class Unsubscribing(RuntimeSettings settings)
{
    /// <summary>The link for a contact.</summary>
    public string LinkFor(string contact) =>
        new Uri(settings.PublicAddress, $"unsubscribe?contact={Uri.EscapeDataString(contact)}").AbsoluteUri;
}
