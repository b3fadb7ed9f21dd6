using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Hub;

/// <summary>
/// What a contact permits, and what stands in the way of writing to it. Everything is known by its time, so events that
/// come late or in another order lead to the same end; the touchpoints are its history.
/// </summary>
/// <param name="Said">
/// What was said last for each class and channel: by the contact itself, and beside that by other systems.
/// </param>
/// <param name="Suppressions">The newest reasons not to write, newest first, at most <see cref="Kept"/>.</param>
public sealed record Permissions(ImmutableArray<Consent> Said, ImmutableArray<Suppression> Suppressions)
{
    /// <summary>How many suppressions, and how many statements of consent, are kept.</summary>
    public const int Kept = 20;

    /// <summary>The field that says why an address is suppressed; conditions may read it.</summary>
    public const string Field = "suppressed";

    private const string Root = "consent.";

    public static readonly Permissions None = new([], []);

    /// <summary>What counts now, for each class and channel, in their order.</summary>
    [JsonIgnore]
    public IEnumerable<Consent> Consents =>
        from consent in Said
        group consent by (consent.Class, consent.Channel) into said
        orderby said.Key
        select said.Aggregate(Prevailing);

    /// <summary>What counts for a class and channel; null when nothing was ever said.</summary>
    public Consent? Of(string name, string channel) =>
        Consents.FirstOrDefault(consent => consent.Class == name && consent.Channel == channel);

    /// <summary>What stands in the way at an address: what suppresses everything first, the newest first.</summary>
    /// <param name="address">The contact's address.</param>
    public IEnumerable<Suppression> At(string? address) =>
        from suppression in Suppressions
        where
            suppression.Reason == Suppression.Complained
                ? !IsLifted(suppression)
                : suppression.Address == Suppression.Normal(address)
        orderby suppression.Reason == Suppression.Complained
        select suppression;

    /// <summary>What is known after a touchpoint.</summary>
    /// <param name="touchpoint">What happened.</param>
    /// <param name="address">The contact's address as known now.</param>
    public Permissions After(Touchpoint touchpoint, string? address)
    {
        var after = Telling(touchpoint, touchpoint.Contact);
        if (Decided(touchpoint) is { } decided)
        {
            after = after.With(decided);
        }

        return Suppression.From(touchpoint, address) is { } suppression ? after.With(suppression) : after;
    }

    /// <summary>What is known after somebody told consents among a contact's fields: <c>consent.marketing</c>.</summary>
    /// <param name="touchpoint">Who told it, and when.</param>
    /// <param name="told">The fields.</param>
    public Permissions Telling(Touchpoint touchpoint, Fields told)
    {
        var after = this;
        foreach (var (name, value) in told)
        {
            if (
                value is FieldValue.Flag(var given)
                && name.StartsWith(Root, StringComparison.Ordinal)
                && Consent.IsName(name[Root.Length..])
            )
            {
                after = after.With(
                    new Consent(
                        name[Root.Length..],
                        Consent.Email,
                        given,
                        touchpoint.Source,
                        touchpoint.Time,
                        touchpoint.Id,
                        IsDecided: false
                    )
                );
            }
        }

        return after;
    }

    /// <summary>The profile with the fields that conditions and mails go by: a flag for each class of mail, and <see cref="Field"/>.</summary>
    public Fields Mirror(Fields profile)
    {
        foreach (var consent in Consents.Where(consent => consent.Channel == Consent.Email))
        {
            var (field, flag) = (Root + consent.Class, FieldValue.Of(consent.Given));
            profile = flag.Equals(profile[field]) ? profile : profile.With(field, flag);
        }

        var reason = At(profile.Text("email")).FirstOrDefault()?.Reason;
        return reason == profile[Field]?.ToString()
            ? profile
            : profile.With(Field, reason is null ? null : FieldValue.Of(reason));
    }

    private static Consent? Decided(Touchpoint touchpoint)
    {
        var (type, data) = (touchpoint.Type, touchpoint.Data);
        if (type is not (HubRules.Consented or HubRules.Unsubscribed or HubRules.Complained))
        {
            return null;
        }

        var given = type == HubRules.Consented;
        var name = Name(data["class"], Consent.Marketing, given);
        var channel = Name(data["channel"], Consent.Email, given);
        return name is null || channel is null
            ? null
            : new(
                name,
                channel,
                given,
                data.Text("source") ?? touchpoint.Source,
                touchpoint.Time,
                touchpoint.Id,
                IsDecided: true
            );
    }

    // Whoever wants no more mail must get none, however the class is spelt; whoever wants more must say what.
    private static string? Name(FieldValue? value, string otherwise, bool given) =>
        value is null ? otherwise
        : value is FieldValue.Text(var text) && Consent.IsName(text) ? text
        : given ? null
        : otherwise;

    // The newest counts, except that nobody else gives the consent back that the contact itself withdrew.
    private static Consent Prevailing(Consent one, Consent other)
    {
        var (decided, told) = one.IsDecided ? (one, other) : (other, one);
        return told.Outdates(decided) && (decided.Given || !told.Given) ? told : decided;
    }

    private bool IsLifted(Suppression complaint) =>
        Said.Any(consent =>
            consent is { Class: Consent.Marketing, Channel: Consent.Email, Given: true, IsDecided: true }
            && consent.Time > complaint.Time
        );

    private Permissions With(Consent said)
    {
        var known = Said.FirstOrDefault(consent =>
            (consent.Class, consent.Channel, consent.IsDecided) == (said.Class, said.Channel, said.IsDecided)
        );
        if (known is not null)
        {
            return said.Outdates(known) ? this with { Said = Said.Replace(known, said) } : this;
        }

        return this with
        {
            Said = Room().Add(said),
        };
    }

    // Whatever else is said, what was said about marketing mail is never forgotten.
    private ImmutableArray<Consent> Room() =>
        Said.Length < Kept
            ? Said
            : Said.Remove(
                Said.Where(consent => consent is not { Class: Consent.Marketing, Channel: Consent.Email })
                    .MinBy(consent => consent.Time)!
            );

    private Permissions With(Suppression suppression) =>
        this with
        {
            Suppressions =
            [
                .. Suppressions
                    .Where(known => known.Event != suppression.Event)
                    .Append(suppression)
                    .OrderByDescending(known => known.Time)
                    .ThenBy(known => known.Event, StringComparer.Ordinal)
                    .Take(Kept),
            ],
        };

    public bool Equals(Permissions? other) =>
        other is not null
        && Said.AsSpan().SequenceEqual(other.Said.AsSpan())
        && Suppressions.AsSpan().SequenceEqual(other.Suppressions.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Said.Length, Suppressions.Length);
}
