using System.Text.Json;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Hostile;

/// <summary>What a stranger may write into a form, and what becomes of it.</summary>
public sealed class InjectionTests
{
    [Fact]
    public async Task A_line_break_in_a_name_adds_nothing_to_the_head_of_a_mail()
    {
        var mail = await MailForAsync("Ada\r\nBcc: everybody@example.com\n\nBuy!");

        Assert.Equal("Thank you, Ada Bcc: everybody@example.com Buy!", mail.Content.Subject);
        Assert.Equal("Ada  Bcc: everybody@example.com  Buy!", mail.ToName);
    }

    [Fact]
    public async Task A_name_that_is_a_template_stays_the_text_it_is()
    {
        const string Name = "{{contact.email}} {{#each this}}x{{/each}} {{{secret}}}";

        var mail = await MailForAsync(Name);

        Assert.Equal($"Hello {Name}", mail.Content.Text);
    }

    [Fact]
    public async Task Html_in_a_name_is_text_in_a_mail()
    {
        var mail = await MailForAsync("<script>alert(1)</script>");

        Assert.DoesNotContain("<script", mail.Content.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", mail.Content.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@example.com\r\nBcc: x@example.com")]
    [InlineData("ada@example.com, x@example.com")]
    [InlineData("ada\u200B@example.com")]
    public async Task An_address_that_is_more_than_one_gets_no_mail(string address)
    {
        var world = await World.StartAsync();

        await world.SendAsync(
            "whitepaper.downloaded",
            contact: "crm-17",
            data: Contact(("name", "Ada"), ("email", address))
        );

        Assert.Empty(world.Post.Mails);
        Assert.Contains(
            "contact.email is no mail address",
            (await world.StandingAsync("crm-17")).Because,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("../nurture")]
    [InlineData("..%2f..%2fnurture")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("C:nurture")]
    [InlineData("a\nb")]
    public async Task A_journey_is_not_published_under_a_name_that_is_a_path(string name)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var body = JsonSerializer.Serialize(Samples.Request(), Runtime.Api.ApiJson.Default.PublishRequest);

        using var answer = await host.SendAsync(HttpMethod.Put, $"/api/journeys/{Uri.EscapeDataString(name)}", body);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public void A_forged_line_of_a_log_and_a_terminals_commands_become_one_harmless_line()
    {
        Assert.Equal(
            "ada [31m2026-01-01 error: forged moc",
            Plain.Line("ada\r\u001b[31m\u202E2026-01-01 error:\nforged\u009b moc")
        );
        Assert.Equal(new string('a', 10) + "…", Plain.Line(new string('a', 11), 10));
    }

    private static async Task<OutgoingMail> MailForAsync(string name)
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded", data: Contact(("name", name)));
        return Assert.Single(world.Post.Mails);
    }

    private static string Contact(params (string Name, string Value)[] fields) =>
        JsonSerializer.Serialize(
            new Dictionary<string, Dictionary<string, string>>
            {
                ["contact"] = fields.ToDictionary(field => field.Name, field => field.Value),
            }
        );
}
