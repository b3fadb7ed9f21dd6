using Journeys.Orchestrations.Steps;
using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.DeadLetters;

/// <summary>Effects that failed for good are dead letters too.</summary>
public sealed class FailedEffectTests
{
    private const string Trigger = "whitepaper.downloaded";

    [Fact]
    public async Task A_mail_that_holds_its_instance_is_replayed_by_trying_the_step_again()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        api.World.Post.Refusal = new(Passing: false, "550 no such mailbox");
        await api.World.SendAsync(Trigger);
        var letter = Assert.Single(await api.DeadAsync());
        Assert.Equal(
            (DeadKind.Effect, "550 no such mailbox", "nurture", "sendEmail", "ada@example.com", "held"),
            (letter.Kind, letter.Reason, letter.Source, letter.Type, letter.Contact, letter.Standing)
        );
        Assert.Equal(World.InstanceOf(), letter.Instance);

        var answer = await api.ReplayAsync(letter.Id, """{ "by": "olga" }""");

        Assert.Equal((true, "retried"), (answer.Done, answer.Result));
        Assert.Equal("waiting", (await api.World.StandingAsync()).Status);
        Assert.Empty(await api.DeadAsync());
        Assert.Equal("olga", Assert.Single(await api.DeadAsync("?status=over")).Ending!.By);
    }

    [Fact]
    public async Task One_whose_step_was_tried_again_by_hand_is_not_listed_any_more()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        api.World.Post.Refusal = new(Passing: false, "550 no such mailbox");
        await api.World.SendAsync(Trigger);
        await api.SendAsync(HttpMethod.Post, $"/api/instances/{World.InstanceOf()}/retry");

        Assert.Empty(await api.DeadAsync());
    }

    [Fact]
    public async Task One_whose_instance_has_gone_on_cannot_be_made_up_for()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        api.World.Post.Refusal = new(Passing: false, "550 no such mailbox");
        await api.World.SendAsync(Trigger);
        await api.SendAsync(HttpMethod.Post, $"/api/instances/{World.InstanceOf()}/skip");
        var letter = Assert.Single(await api.DeadAsync("?journey=nurture"));
        Assert.Equal("gone on", letter.Standing);

        var answer = await api.ReplayAsync(letter.Id);
        var mended = await api.ReplayAsync(letter.Id, """{ "set": { "data": 1 } }""");
        var discarded = await api.AllAsync(
            "discard",
            """{ "choice": { "kind": "effect" }, "reason": "left the company" }"""
        );

        Assert.Equal(
            $"its instance has gone on without it, so it cannot be made up for: see journeys show {World.InstanceOf()}, then discard it",
            answer.Reason
        );
        Assert.StartsWith("an effect cannot be mended here", mended.Reason, StringComparison.Ordinal);
        Assert.Equal(1, discarded.Done);
        Assert.Empty(await api.DeadAsync());
    }

    [Fact]
    public async Task What_the_machine_tries_again_by_itself_is_no_dead_letter_until_it_gives_up()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        for (var attempt = 0; attempt < 6; attempt++)
        {
            api.World.Post.Refusal = new(Passing: true, "421 try later");
            if (attempt == 0)
            {
                await api.World.SendAsync(Trigger);
                Assert.Empty(await api.DeadAsync());
            }
            else
            {
                await api.World.PassAsync(EffectStep.Retries[attempt - 1].ToTimeSpan());
            }
        }

        Assert.Equal("421 try later", Assert.Single(await api.DeadAsync()).Reason);
    }
}
