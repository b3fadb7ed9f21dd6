using System.Text.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Hub;

/// <summary>What a contact consents to, and what stands in the way of writing to it.</summary>
public sealed class PermissionsTests
{
    private const string Address = "anna@example.com";

    private static readonly Instant monday = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void A_consent_is_known_with_class_channel_source_and_time()
    {
        var contact = After(
            Event("contact.consented", 0, """{ "class": "events", "channel": "phone", "source": "fair in Linz" }""")
        );

        Assert.Equal(
            [new("events", "phone", true, "fair in Linz", monday, "e0", IsDecided: true)],
            contact.Permissions.Consents
        );
        Assert.Null(contact.Profile["consent.events"]);
    }

    [Fact]
    public void Left_out_they_are_marketing_by_email_from_the_events_source() =>
        Assert.Equal(
            [new("marketing", "email", false, "/web", monday, "e0", IsDecided: true)],
            After(Event("contact.unsubscribed", 0)).Permissions.Consents
        );

    [Fact]
    public void The_newest_by_time_wins_for_each_class_and_channel_in_whatever_order_they_come() =>
        InEveryOrder(
            [
                Event("contact.consented", 0),
                Event("contact.unsubscribed", 2),
                Event("contact.consented", 1, """{ "channel": "phone" }"""),
                Event("contact.unsubscribed", 0, """{ "channel": "phone" }"""),
            ],
            contact =>
            {
                Assert.Equal(FieldValue.Of(false), contact.Profile["consent.marketing"]);
                Assert.Equal(
                    [("marketing", "email", false), ("marketing", "phone", true)],
                    contact.Permissions.Consents.Select(consent => (consent.Class, consent.Channel, consent.Given))
                );
            }
        );

    [Fact]
    public void Of_a_consent_and_a_withdrawal_at_the_same_instant_the_withdrawal_counts() =>
        InEveryOrder(
            [Event("contact.consented", 0, id: "a"), Event("contact.unsubscribed", 0, id: "b")],
            contact => Assert.Equal(FieldValue.Of(false), contact.Profile["consent.marketing"])
        );

    [Fact]
    public void A_crm_that_is_synchronised_does_not_give_back_what_the_contact_withdrew() =>
        InEveryOrder(
            [Event("contact.unsubscribed", 1), Told(2, given: true)],
            contact => Assert.Equal(FieldValue.Of(false), contact.Profile["consent.marketing"])
        );

    [Fact]
    public void But_it_gives_what_was_never_given_and_takes_what_was() =>
        InEveryOrder(
            [Told(0, given: true), Event("contact.consented", 1), Told(2, given: false)],
            contact => Assert.Equal(FieldValue.Of(false), contact.Profile["consent.marketing"])
        );

    [Fact]
    public void Only_the_contact_itself_consents_anew() =>
        InEveryOrder(
            [Event("contact.unsubscribed", 1), Told(2, given: true), Event("contact.consented", 3)],
            contact => Assert.Equal(FieldValue.Of(true), contact.Profile["consent.marketing"])
        );

    [Theory]
    [InlineData("contact.unsubscribed", """{ "class": "Marketing mails!" }""", false)]
    [InlineData("contact.unsubscribed", """{ "class": 7 }""", false)]
    [InlineData("contact.consented", """{ "class": "Marketing mails!" }""", true)]
    public void A_class_that_is_no_name_ends_marketing_and_begins_nothing(string type, string data, bool before)
    {
        var contact = After(Event("contact.consented", 0), Event(type, 1, data));
        Assert.Equal(FieldValue.Of(before), contact.Profile["consent.marketing"]);
        Assert.Single(contact.Permissions.Consents);
    }

    [Fact]
    public void However_much_is_said_marketing_is_not_forgotten()
    {
        var noise = Enumerable
            .Range(1, 50)
            .Select(number => Event("contact.consented", number, $$"""{ "class": "topic-{{number}}" }"""));
        var contact = After([Event("contact.unsubscribed", 0), .. noise]);

        Assert.Equal(Permissions.Kept, contact.Permissions.Said.Length);
        Assert.False(contact.Permissions.Of("marketing", "email")!.Given);
    }

    [Theory]
    [InlineData("email.bounced", """{ "bounce": "hard", "reason": "no such user" }""", "bounced")]
    [InlineData("email.dropped", """{ "reason": "Bounced Address" }""", "dropped")]
    [InlineData("email.dropped", """{ "reason": "Invalid" }""", "dropped")]
    [InlineData("email.bounced", """{ "bounce": "soft" }""", null)]
    [InlineData("email.bounced", "{}", null)]
    [InlineData("email.dropped", """{ "reason": "Spam Content" }""", null)]
    [InlineData("email.delayed", "{}", null)]
    public void An_address_that_does_not_exist_is_suppressed(string type, string data, string? reason)
    {
        var contact = After(Event(type, 0, data));
        Assert.Equal(reason, contact.Profile.Text("suppressed"));
        Assert.Equal(reason is null ? [] : [Address], contact.Permissions.Suppressions.Select(one => one.Address));
    }

    [Fact]
    public void Another_address_lifts_it_and_the_old_one_brings_it_back()
    {
        var bounced = After(Event("email.bounced", 0, """{ "bounce": "hard" }"""));
        var moved = HubRules.Apply(bounced, MovedTo("anna@other.example", 1));
        var back = HubRules.Apply(moved, MovedTo("Anna@Example.com ", 2));

        Assert.Equal(
            ("bounced", null, "bounced"),
            (bounced.Profile.Text("suppressed"), moved.Profile.Text("suppressed"), back.Profile.Text("suppressed"))
        );
    }

    [Fact]
    public void A_bounce_of_an_address_that_the_contact_has_left_suppresses_nothing()
    {
        var contact = After(
            MovedTo("anna@other.example", 0),
            Event("email.bounced", 1, $$"""{ "bounce": "hard", "email": "{{Address}}" }""")
        );
        Assert.Null(contact.Profile["suppressed"]);
    }

    [Fact]
    public void A_complaint_withdraws_the_consent_and_suppresses_marketing_until_the_contact_consents_anew() =>
        InEveryOrder(
            [Event("contact.consented", 0), Event("email.complained", 1), Told(2, given: true)],
            contact =>
            {
                Assert.Equal("complained", contact.Profile.Text("suppressed"));
                Assert.Equal(FieldValue.Of(false), contact.Profile["consent.marketing"]);

                var anew = HubRules.Apply(contact, Event("contact.consented", 3));

                Assert.Null(anew.Profile["suppressed"]);
                Assert.Equal(FieldValue.Of(true), anew.Profile["consent.marketing"]);
            }
        );

    [Fact]
    public void Nobody_sets_or_lifts_a_suppression_by_telling_a_field()
    {
        var told = After(
            new Touchpoint("e1", "crm", monday, "/crm", null, Fields.Empty, Read("""{ "suppressed": "x" }"""))
        );
        var bounced = After(
            Event("email.bounced", 0, """{ "bounce": "hard" }"""),
            new("e1", "crm", monday, "/crm", null, Fields.Empty, Read("""{ "suppressed": "" }"""))
        );

        Assert.Null(told.Profile["suppressed"]);
        Assert.Equal("bounced", bounced.Profile.Text("suppressed"));
    }

    [Fact]
    public void A_journey_that_updates_the_consent_tells_it_like_any_other_system()
    {
        FieldChange[] changes = [new("consent.marketing", ChangeKind.Set, FieldValue.Of(true))];
        var updated = Touch("contact.updated", 5);

        Assert.Equal(
            FieldValue.Of(true),
            HubRules.Change(Contact.Unknown(Address), updated, changes).Profile["consent.marketing"]
        );
        Assert.Equal(
            FieldValue.Of(false),
            HubRules.Change(After(Event("contact.unsubscribed", 0)), updated, changes).Profile["consent.marketing"]
        );
    }

    [Fact]
    public void A_flag_that_was_kept_without_its_time_gives_way_to_whatever_is_said()
    {
        var old = Contact.Unknown(Address) with { Profile = Read("""{ "consent": { "marketing": true } }""") };

        Assert.Equal(FieldValue.Of(true), HubRules.Apply(old, Touch("page.viewed", 0)).Profile["consent.marketing"]);
        Assert.Equal(
            FieldValue.Of(false),
            HubRules.Apply(old, Event("contact.unsubscribed", -300)).Profile["consent.marketing"]
        );
    }

    [Theory]
    [InlineData("{}", "marketing", "NoConsent")]
    [InlineData("{}", "requested", null)]
    [InlineData("""{ "consent": { "marketing": true } }""", "marketing", null)]
    [InlineData("""{ "consent": { "marketing": true }, "suppressed": "bounced" }""", "marketing", "Suppressed")]
    [InlineData("""{ "suppressed": "bounced" }""", "service", "Suppressed")]
    [InlineData("""{ "suppressed": "dropped" }""", "requested", "Suppressed")]
    [InlineData("""{ "suppressed": "complained" }""", "marketing", "Suppressed")]
    [InlineData("""{ "suppressed": "complained" }""", "requested", null)]
    public void One_rule_says_whether_a_mail_may_be_sent(string profile, string sendingClass, string? refusal)
    {
        var facts = new Facts(monday, Read(profile), Fields.Empty, TouchpointSummary.Empty);
        Assert.Equal(refusal, SendingRules.Refusal(sendingClass, new Sight(facts))?.Code.ToString());
    }

    private static void InEveryOrder(Touchpoint[] touchpoints, Action<Contact> check)
    {
        foreach (var order in Orders(touchpoints))
        {
            check(After([.. order]));
        }
    }

    private static IEnumerable<IEnumerable<Touchpoint>> Orders(Touchpoint[] all) =>
        all.Length == 0
            ?
            [
                [],
            ]
            : all.SelectMany(first => Orders([.. all.Except([first])]).Select(rest => rest.Prepend(first)));

    private static Contact After(params Touchpoint[] touchpoints) =>
        touchpoints.Aggregate(Contact.Unknown(Address), HubRules.Apply);

    private static Touchpoint Event(string type, int days, string data = "{}", string? id = null) =>
        new(id ?? $"e{days}", type, monday + Duration.FromDays(days), "/web", null, Read(data), Fields.Empty);

    private static Touchpoint Touch(string type, int days) => Event(type, days);

    private static Touchpoint Told(int days, bool given) =>
        Event("crm.synchronised", days) with
        {
            Contact = Fields.Of(KeyValuePair.Create("consent.marketing", FieldValue.Of(given))),
        };

    private static Touchpoint MovedTo(string address, int days) =>
        Event("crm.synchronised", days) with
        {
            Contact = Fields.Of(KeyValuePair.Create("email", FieldValue.Of(address))),
        };

    private static Fields Read(string json) => JsonSerializer.Deserialize<Fields>(json)!;
}
