using System.Net;
using Journeys.Runtime.Access;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Tests.Access;

public sealed class RateTests
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_others_are_not_held_up()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync(), "first", aMinute: 2);
        await host.SendAsync(HttpMethod.Get, "/api/journeys", key: "first");
        await host.SendAsync(HttpMethod.Get, "/api/journeys", key: "first");

        using var answer = await host.SendAsync(HttpMethod.Get, "/api/journeys", key: "first");
        var problem = await host.ProblemAsync(HttpMethod.Get, "/api/journeys", key: "first");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Assert.Equal((429, "Too many requests"), (problem.Status, problem.Title));
    }

    [Theory]
    [InlineData("jk_aaaaaaaa##_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("secret ##")]
    [InlineData("##")]
    public async Task Guessing_keys_ends_after_twenty_and_does_not_lock_out_whoever_has_one(string guessed)
    {
        var world = await World.StartAsync();
        await using var host = await ApiHost.StartAsync(world, "first", aMinute: RequestRates.Usual);
        for (var guess = 0; guess < RequestRates.WrongKeys; guess++)
        {
            var refused = await host.ProblemAsync(HttpMethod.Get, "/api/journeys", key: Guess(guess));
            Assert.Equal(401, refused.Status);
        }

        var before = world.Tables.Calls;
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/journeys", key: Guess(99));
        var asked = world.Tables.Calls - before;
        using var known = await host.SendAsync(HttpMethod.Get, "/api/journeys", key: "first");

        Assert.Equal((HttpStatusCode.TooManyRequests, 0), (answer.StatusCode, asked));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);

        string Guess(int number) =>
            guessed.Replace(
                "##",
                $"{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}",
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task Guessing_the_secret_of_a_key_that_is_in_use_ends_too_and_its_owner_goes_on()
    {
        var world = await World.StartAsync();
        await using var host = await ApiHost.StartAsync(world, "first", aMinute: RequestRates.Usual);
        var (right, _) = (await world.Get<KeyOffice>().CreateAsync("crm", [Role.Admin], null, "test", default))!.Value;
        using var before = await host.SendAsync(HttpMethod.Get, "/api/journeys", key: right);
        var wrong = right[..^5] + "AAAAA";
        for (var guess = 0; guess < RequestRates.WrongKeys; guess++)
        {
            Assert.Equal(401, (await host.ProblemAsync(HttpMethod.Get, "/api/journeys", key: wrong)).Status);
        }

        Assert.Equal(429, (await host.ProblemAsync(HttpMethod.Get, "/api/journeys", key: wrong)).Status);
        world.Time.Advance(Keyring.Age + TimeSpan.FromSeconds(1));
        using var after = await host.SendAsync(HttpMethod.Get, "/api/journeys", key: right);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Whoever_tries_a_host_without_keys_out_on_the_same_machine_is_not_held_up(string from)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync(), aMinute: 1);

        for (var request = 0; request < 3; request++)
        {
            var http = new DefaultHttpContext();
            http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            Assert.Null(await host.Get<Admission>().RefuseAsync(http, ApiAddress.Of("GET", "/api/journeys")));
        }
    }

    [Fact]
    public void A_limit_of_zero_is_none()
    {
        using var rates = new RequestRates(0);

        Assert.All(Enumerable.Range(0, 100_000), _ => Assert.Null(rates.Take("crm")));
    }

    [Theory]
    [InlineData("203.0.113.7", null, false, "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", null, false, "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, false, "2001:db8:1:2::")]
    [InlineData("127.0.0.1", "198.51.100.9", false, "127.0.0.1")]
    [InlineData("127.0.0.1", "10.0.0.1, 198.51.100.9:50123", true, "198.51.100.9")]
    [InlineData("127.0.0.1", "made up", true, "127.0.0.1")]
    [InlineData("::1", null, false, "::1")]
    public void The_address_that_counts_is_the_one_that_a_front_end_of_ours_saw(
        string connection,
        string? forwarded,
        bool isBehindFrontEnd,
        string expected
    )
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        http.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(expected, RequestRates.Remote(http, isBehindFrontEnd));
    }

    [Fact]
    public async Task An_address_or_headers_of_unusual_size_are_refused_before_anything_else()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync(), "first");

        var address = await host.ProblemAsync(
            HttpMethod.Get,
            "/api/tasks?owner=" + new string('a', RequestSize.Address)
        );
        var headers = await host.ProblemAsync(HttpMethod.Get, "/api/tasks", key: new string('a', RequestSize.Headers));

        Assert.Equal((414, 431), (address.Status, headers.Status));
    }
}
