using System.Text.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Hub;

/// <summary>What touchpoints teach us about a contact.</summary>
public sealed class HubRulesTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void What_an_event_says_of_the_contact_is_laid_over_the_profile()
    {
        var contact = Told(
            new("anna", Read("""{ "name": "Anna", "country": "DE" }"""), TouchpointSummary.Empty),
            """{ "country": "AT" }"""
        );
        Assert.Equal(("Anna", "AT"), (contact.Profile.Text("name"), contact.Profile.Text("country")));
    }

    [Theory]
    [InlineData("""{ "firstName": "Anna", "lastName": "Berg" }""", "Anna Berg")]
    [InlineData("""{ "lastName": "Berg" }""", "Berg")]
    [InlineData("""{ "name": "A. Berg", "firstName": "Anna" }""", "A. Berg")]
    [InlineData("{}", "anna@example.com")]
    public void A_contact_always_has_a_name(string told, string name) =>
        Assert.Equal(name, Told(Contact.Unknown("anna@example.com"), told).Profile.Text("name"));

    [Theory]
    [InlineData("anna@example.com", "{}", "anna@example.com")]
    [InlineData("anna@example.com", """{ "email": "a@b.example" }""", "a@b.example")]
    [InlineData("crm-17", "{}", null)]
    public void A_contact_has_an_address_when_its_key_is_one(string key, string told, string? email) =>
        Assert.Equal(email, Told(Contact.Unknown(key), told).Profile.Text("email"));

    [Theory]
    [InlineData("contact.unsubscribed", "{}", "consent.marketing", false)]
    [InlineData("contact.consented", "{}", "consent.marketing", true)]
    [InlineData("contact.unsubscribed", """{ "class": "requested" }""", "consent.requested", false)]
    [InlineData("email.complained", "{}", "consent.marketing", false)]
    public void Consent_follows_the_consent_events(string type, string data, string field, bool consent)
    {
        var contact = HubRules.Apply(
            Contact.Unknown("anna"),
            new("e1", type, Monday, "/web", null, Read(data), Fields.Empty)
        );
        Assert.Equal(FieldValue.Of(consent), contact.Profile[field]);
    }

    [Theory]
    [InlineData("page.viewed", "/web", true)]
    [InlineData("email.clicked", "/mail", true)]
    [InlineData("email.sent", "/mail", false)]
    [InlineData("email.delivered", "/mail", false)]
    [InlineData("email.bounced", "/mail", false)]
    [InlineData("task.answered", "/crm", false)]
    [InlineData("account.synchronised", "/crm", false)]
    [InlineData("lead.accepted", "/journeys/webinar-hand-raise", false)]
    public void Only_the_contacts_own_doing_is_a_sign_of_life(string type, string source, bool sign)
    {
        var contact = HubRules.Apply(
            Contact.Unknown("anna"),
            new("e1", type, Monday, source, null, Fields.Empty, Fields.Empty)
        );
        Assert.Equal(sign ? "2026-03-02T09:00:00Z" : null, contact.Profile.Text("lastTouchpointAt"));
        Assert.Equal(1, contact.Touchpoints.Count(type, Monday));
    }

    [Fact]
    public void The_newest_sign_of_life_stays_the_last_when_an_older_one_comes_late()
    {
        var newest = Viewed(Contact.Unknown("anna"), Monday);
        var late = Viewed(newest, Monday - Duration.FromDays(3));
        Assert.Equal("2026-03-02T09:00:00Z", late.Profile.Text("lastTouchpointAt"));
    }

    [Fact]
    public void Another_systems_own_date_of_it_counts()
    {
        var contact = Told(Viewed(Contact.Unknown("anna"), Monday), """{ "lastTouchpointAt": "2026-01-01" }""");
        Assert.Equal("2026-01-01", contact.Profile.Text("lastTouchpointAt"));
    }

    [Fact]
    public void The_newest_ten_times_of_each_type_are_kept_in_order()
    {
        var summary = Enumerable
            .Range(0, 12)
            .Select(day => Monday + Duration.FromDays(day * 5 % 12))
            .Aggregate(TouchpointSummary.Empty, (known, time) => known.With("page.viewed", time));
        Assert.Equal(TouchpointSummary.Kept, summary.Newest["page.viewed"].Length);
        Assert.Equal(summary.Newest["page.viewed"].OrderDescending(), summary.Newest["page.viewed"]);
        Assert.Equal(10, summary.Count("page.viewed", Monday));
        Assert.Equal(2, summary.Count("page.viewed", Monday + Duration.FromDays(10)));
        Assert.Equal(0, summary.Count("email.clicked", Monday));
    }

    [Fact]
    public void Beyond_a_hundred_types_the_one_that_was_quiet_longest_is_forgotten()
    {
        var summary = Enumerable
            .Range(0, TouchpointSummary.Types + 1)
            .Aggregate(
                TouchpointSummary.Empty,
                (known, number) => known.With($"type-{number}", Monday + Duration.FromHours(number))
            );
        Assert.Equal(TouchpointSummary.Types, summary.Newest.Count);
        Assert.False(summary.Newest.ContainsKey("type-0"));
    }

    private static Contact Told(Contact before, string contact) =>
        HubRules.Apply(before, new("e1", "account.synchronised", Monday, "/crm", null, Fields.Empty, Read(contact)));

    private static Contact Viewed(Contact before, Instant at) =>
        HubRules.Apply(before, new("e1", "page.viewed", at, "/web", null, Fields.Empty, Fields.Empty));

    private static Fields Read(string json) => JsonSerializer.Deserialize<Fields>(json)!;
}
