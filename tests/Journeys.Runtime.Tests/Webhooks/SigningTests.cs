using System.Net;
using System.Security.Cryptography;
using System.Text;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Webhooks;

namespace Journeys.Runtime.Tests.Webhooks;

public sealed class SigningTests
{
    private const string Call = """
        "call": { "webhook": "https://crm.example/leads", "then": "end" }, "end": { "end": "done" }
        """;

    [Fact]
    public async Task A_second_attempt_bears_the_same_key_and_id_so_that_the_other_system_knows_it()
    {
        var world = await World.StartAsync(Call);
        world.Webhooks.Answer = () => new(HttpStatusCode.BadGateway);
        await world.SendAsync("whitepaper.downloaded");
        world.Webhooks.Answer = () => new(HttpStatusCode.OK);

        await world.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, world.Webhooks.Calls.Count);
        var work = $"{World.InstanceOf()}~1-1-1";
        Assert.All(
            world.Webhooks.Calls,
            call =>
            {
                Assert.Equal(work, call.Request.Headers.GetValues("Idempotency-Key").Single());
                Assert.Equal(work, call.Request.Headers.GetValues("webhook-id").Single());
                Assert.Contains($"\"effect\":\"{work}\"", call.Body, StringComparison.Ordinal);
            }
        );
        Assert.Equal(world.Webhooks.Calls[0].Body, world.Webhooks.Calls[1].Body);
    }

    [Fact]
    public void The_signature_is_that_of_the_standards_own_example()
    {
        // Source: the example of the Standard Webhooks specification's libraries.
        Assert.True(WebhookSettings.TryRead(null, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var settings, out _));

        var headers = WebhookSignature
            .Headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                DateTimeOffset.FromUnixTimeSeconds(1614265330),
                """{"test": 2432232314}""",
                settings.Secrets
            )
            .ToList();

        Assert.Equal(
            [
                ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                ("webhook-timestamp", "1614265330"),
                ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ],
            headers
        );
    }

    [Fact]
    public void While_secrets_are_changed_both_sign()
    {
        var secrets = new[] { RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32) };

        var signature = WebhookSignature.Headers("id", default, "{}", secrets).Last().Value.Split(' ');

        Assert.Equal(
            secrets.Select(secret =>
                "v1,"
                + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("id.-62135596800.{}")))
            ),
            signature
        );
    }

    [Fact]
    public async Task Without_a_secret_nothing_pretends_to_be_signed()
    {
        var world = await World.StartAsync(Call);

        await world.SendAsync("whitepaper.downloaded");

        Assert.False(Assert.Single(world.Webhooks.Calls).Request.Headers.Contains("webhook-signature"));
    }

    [Theory]
    [InlineData("../../admin", "https://crm.example/leads/..%2F..%2Fadmin?of=..%2F..%2Fadmin")]
    [InlineData("..", "https://crm.example/leads/%252E%252E?of=%252E%252E")]
    [InlineData("a?b=c&d#e", "https://crm.example/leads/a%3Fb%3Dc%26d%23e?of=a%3Fb%3Dc%26d%23e")]
    [InlineData("x@evil.example", "https://crm.example/leads/x%40evil.example?of=x%40evil.example")]
    public async Task A_contacts_field_stays_in_its_place_of_an_address(string country, string expected)
    {
        var world = await World.StartAsync(
            """
            "call": { "webhook": "https://crm.example/leads/{{contact.country}}?of={{contact.country}}", "then": "end" },
            "end": { "end": "done" }
            """
        );

        await world.SendAsync("whitepaper.downloaded", data: $$"""{ "contact": { "country": "{{country}}" } }""");

        Assert.Equal(expected, Assert.Single(world.Webhooks.Calls).Request.RequestUri!.AbsoluteUri);
    }
}
