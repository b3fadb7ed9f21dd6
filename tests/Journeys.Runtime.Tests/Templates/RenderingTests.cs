using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Tests.Templates;

public sealed class RenderingTests
{
    [Theory]
    [InlineData("Hello {{contact.firstName}}", "Hello Ada")]
    [InlineData("{{contact.score}} {{contact.consent.marketing}} {{contact.tags}}", "12.50 true x, y")]
    [InlineData(
        "{{account.name}} · {{event.topic}} · {{journey.title}}",
        "Nordwind & Söhne · energy · Whitepaper to account manager"
    )]
    [InlineData(
        "{{steps.qualify.outcome}} by {{steps.qualify.by}}: {{steps.qualify.answers.budget}}",
        "qualified by mia@example.com: 50k"
    )]
    [InlineData("{{unsubscribeUrl}}", "https://example.com/u/1")]
    [InlineData("a {{! nothing }}b{{!-- nothing }} here --}}c", "a bc")]
    [InlineData("a {{~contact.firstName~}} b", "aAdab")]
    [InlineData("\\{{contact.firstName}} \\\\{{contact.firstName}} \\d", "{{contact.firstName}} \\Ada \\d")]
    [InlineData("{no} {{contact.firstName}} }} {", "{no} Ada }} {")]
    public void A_template_prints_what_is_known(string template, string expected) =>
        Assert.Equal(expected, Samples.Render(template));

    [Theory]
    [InlineData("{{#if contact.phone}}call{{else}}write{{/if}}", "write")]
    [InlineData(
        "{{#if contact.phone}}call{{else if contact.firstName}}say {{contact.firstName}}{{else}}write{{/if}}",
        "say Ada"
    )]
    [InlineData("{{#if steps.thank-you.outcome}}sent{{else}}not yet{{/if}}", "not yet")]
    [InlineData("{{#unless contact.phone}}no phone{{/unless}}", "no phone")]
    [InlineData("{{#each contact.tags}}{{@index}}={{this}}{{#unless @last}}, {{/unless}}{{/each}}", "0=x, 1=y")]
    [InlineData("{{#each contact.tags}}{{this}} for {{../contact.firstName}}; {{/each}}", "x for Ada; y for Ada; ")]
    [InlineData("{{#each contact.tags}}{{#if @first}}{{../contact.firstName}}{{/if}}{{this}} {{/each}}", "Adax y ")]
    [InlineData("{{#each contact.tags}}{{@root.contact.firstName}} {{/each}}", "Ada Ada ")]
    [InlineData("{{#each contact.budget}}{{this}}{{else}}none{{/each}}", "none")]
    [InlineData("{{#each contact.firstName}}{{this}}{{/each}}", "Ada")]
    [InlineData("{{#with contact}}{{firstName}} {{consent.marketing}} {{../event.topic}}{{/with}}", "Ada true energy")]
    [InlineData("{{#with contact}}{{#if phone}}call{{else}}{{name}}{{/if}}{{/with}}", "Ada Lovelace")]
    [InlineData(
        "{{#with event}}{{value}} {{key}} {{first}} {{last}} {{index}} {{root}} {{parent}}{{/with}}",
        "v k f l i r p"
    )]
    [InlineData(
        "{{event.value}} {{event.key}} {{event.first}} {{event.index}} {{event.this-one}} {{event._x}} {{event.9}}",
        "v k f i t u n"
    )]
    [InlineData("{{#with contact}}{{#if name}}{{../event.topic}}{{/if}}{{/with}}", "energy")]
    public void Blocks_do_not_mind_what_is_missing(string template, string expected) =>
        Assert.Equal(expected, Samples.Render(template));

    [Theory]
    [InlineData("{{default contact.phone \"there\"}}", "there")]
    [InlineData("{{default contact.firstName 'there'}}", "Ada")]
    [InlineData("{{default contact.phone contact.budget \"say \\\"hi\\\"\"}}", "say \"hi\"")]
    [InlineData("{{default (date contact.phone) \"some day\"}}", "some day")]
    [InlineData("{{date event.webinarAt \"d MMMM yyyy HH:mm\"}}", "1 March 2026 10:30")]
    [InlineData("{{date event.webinarAt}}", "1 March 2026")]
    [InlineData("{{#each contact.tags}}{{date ../event.webinarAt \"HH:mm\"}} {{/each}}", "10:30 10:30 ")]
    public void Helpers_fill_in_and_tell_dates(string template, string expected) =>
        Assert.Equal(expected, Samples.Render(template));

    [Theory]
    [InlineData("2026-07-01T09:30:00Z", "America/New_York", "05:30 1 July 2026")]
    [InlineData("2026-07-01T09:30:00+02:00", "Europe/Berlin", "09:30 1 July 2026")]
    [InlineData("2026-07-01T09:30", "America/New_York", "09:30 1 July 2026")]
    [InlineData("2026-07-01", "Asia/Tokyo", "00:00 1 July 2026")]
    public void A_date_is_told_in_the_zone_of_the_contact(string date, string zone, string expected)
    {
        var context = Samples.Context(data: $$"""{"webinarAt": "{{date}}"}""", zone: zone);
        Assert.Equal(expected, Samples.Render("{{date event.webinarAt \"HH:mm d MMMM yyyy\"}}", context));
    }

    [Theory]
    [InlineData("{{contact.phone}}", "FAILED contact.phone is not known")]
    [InlineData(
        "{{contact.phone}} {{contact.phone}} {{event.topic}} {{contact.budget}}",
        "FAILED contact.phone and contact.budget are not known"
    )]
    [InlineData(
        "{{contact.phone}}{{contact.email}}{{contact.budget}}",
        "FAILED contact.phone, contact.email and contact.budget are not known"
    )]
    [InlineData("{{contact.consent.service}}", "FAILED contact.consent.service is not known")]
    [InlineData("{{steps.thank-you.outcome}}", "FAILED steps.thank-you.outcome is not known")]
    [InlineData("{{steps.qualify.answers.timeline}}", "FAILED steps.qualify.answers.timeline is not known")]
    [InlineData("{{date contact.phone \"HH:mm\"}}", "FAILED contact.phone is not known")]
    [InlineData("{{default contact.phone contact.budget}}", "FAILED contact.budget is not known")]
    [InlineData("{{#with contact}}{{phone}}{{/with}}", "FAILED contact.phone is not known")]
    [InlineData("{{#if contact.firstName}}{{contact.phone}}{{/if}}", "FAILED contact.phone is not known")]
    [InlineData(
        "{{date event.topic}}",
        "FAILED \"energy\" is not a date: {{date}} takes one like 2026-03-01 or 2026-03-01T09:30:00Z"
    )]
    public void A_missing_value_that_is_printed_is_named(string template, string expected) =>
        Assert.Equal(expected, Samples.Render(template));

    [Fact]
    public void An_empty_text_counts_as_missing()
    {
        var context = Samples.Context(contact: """{"firstName": " "}""");
        Assert.Equal("FAILED contact.firstName is not known", Samples.Render("{{contact.firstName}}", context));
        Assert.Equal("there", Samples.Render("{{default contact.firstName \"there\"}}", context));
    }

    [Fact]
    public void A_failure_lists_the_missing_variables()
    {
        var failed = Assert.IsType<Rendering<string>.Failed>(
            Samples.Read("{{contact.phone}}").Render(Samples.Context())
        );
        Assert.Equal(["contact.phone"], failed.Missing);
    }

    [Fact]
    public void Values_are_escaped_in_html_and_left_alone_in_text()
    {
        var context = Samples.Context(contact: """{"firstName": "<script>alert('x')</script> & \"Zoë\" 🎉"}""");
        Assert.Equal(
            "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;Zoë&quot; 🎉</p>",
            Samples.Render("<p>{{contact.firstName}}</p>", context, html: true)
        );
        Assert.Equal(
            "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;Zoë&quot; 🎉",
            Samples.Render("{{default contact.firstName 'x'}}", context, html: true)
        );
        Assert.Equal("<script>alert('x')</script> & \"Zoë\" 🎉", Samples.Render("{{contact.firstName}}", context));
    }

    [Fact]
    public void Items_of_a_list_are_escaped_in_html_too()
    {
        var context = Samples.Context(contact: """{"tags": ["<b>", "a=b"]}""");
        Assert.Equal(
            "&lt;b&gt; a&#x3D;b ",
            Samples.Render("{{#each contact.tags}}{{this}} {{/each}}", context, html: true)
        );
        Assert.Equal("&lt;b&gt;, a&#x3D;b", Samples.Render("{{contact.tags}}", context, html: true));
    }

    [Fact]
    public void A_value_that_looks_like_a_template_is_only_text() =>
        Assert.Equal(
            "Hi {{unsubscribeUrl}}",
            Samples.Render(
                "Hi {{contact.firstName}}",
                Samples.Context(contact: """{"firstName": "{{unsubscribeUrl}}"}""")
            )
        );

    [Fact]
    public void One_template_renders_for_many_contacts_at_once()
    {
        var template = Samples.Read("{{#each contact.tags}}{{this}}{{../contact.firstName}}{{/each}}{{contact.phone}}");
        var wrong = 0;
        Parallel.For(
            0,
            2_000,
            number =>
            {
                var phone = number % 2 == 0 ? $", \"phone\": \"{number}\"" : "";
                var context = Samples.Context(contact: $$"""{"firstName": "n{{number}}", "tags": ["t"]{{phone}}}""");
                var expected = number % 2 == 0 ? $"tn{number}{number}" : "contact.phone is not known";
                var actual = template.Render(context) switch
                {
                    Rendering<string>.Rendered rendered => rendered.Content,
                    Rendering<string>.Failed failed => failed.Reason,
                    _ => "",
                };
                if (actual != expected)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        );
        Assert.Equal(0, wrong);
    }
}
