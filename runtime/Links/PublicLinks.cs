using NodaTime;

namespace Journeys.Runtime.Links;

/// <summary>The links that mails bear, and what they open to when somebody comes by one.</summary>
public sealed class PublicLinks(LinkKeyStore keys, RuntimeSettings settings, TimeProvider clock)
{
    /// <summary>Where a contact unsubscribes.</summary>
    public const string Unsubscribe = "/unsubscribe";

    /// <summary>Where a contact sees and changes what it consents to.</summary>
    public const string Preferences = "/preferences";

    /// <summary>Where the owner of a task decides it.</summary>
    public const string Decide = "/decide";

    /// <summary>The parameter that bears the token.</summary>
    public const string Token = "t";

    /// <summary>For how long after its deadline a task can be decided by a link.</summary>
    public static readonly Duration Grace = Duration.FromDays(14);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>The link by which a contact unsubscribes. It never expires: mails are opened years later.</summary>
    public async ValueTask<string> UnsubscribeAsync(string contact, CancellationToken cancellation) =>
        Address(Unsubscribe, (await keys.GetAsync(cancellation)).Seal(LinkPurpose.Unsubscribe, contact));

    /// <summary>The link to a contact's preferences. It never expires either.</summary>
    public async ValueTask<string> PreferencesAsync(string contact, CancellationToken cancellation) =>
        Address(Preferences, (await keys.GetAsync(cancellation)).Seal(LinkPurpose.Preferences, contact));

    /// <summary>The link that decides a task.</summary>
    /// <param name="link">What it decides.</param>
    /// <param name="due">The task's deadline: the link expires <see cref="Grace"/> after it, or after now if it has passed.</param>
    /// <param name="cancellation">Ends the wait for the key.</param>
    public async ValueTask<string> DecideAsync(DecisionLink link, Instant due, CancellationToken cancellation)
    {
        var links = await keys.GetAsync(cancellation);
        return Address(Decide, links.Seal(LinkPurpose.Decide, link.ToContent(), Instant.Max(due, Now) + Grace));
    }

    /// <summary>What a token is about that came with a request; null when it is not one of ours for this purpose.</summary>
    public async ValueTask<string?> OpenAsync(LinkPurpose purpose, string? token, CancellationToken cancellation) =>
        (await keys.GetAsync(cancellation)).Open(purpose, token, Now);

    private string Address(string path, string token) =>
        new Uri(settings.PublicAddress, $"{path.TrimStart('/')}?{Token}={token}").AbsoluteUri;
}
