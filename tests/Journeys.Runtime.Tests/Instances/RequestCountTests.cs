using Journeys.Orchestrations.Values;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Instances;

/// <summary>
/// What a host that keeps nothing in memory asks of its storage: on Azure each request is on the bill. The catalog is read
/// before, as it is once in ten seconds however much happens. docs/azure.md has the same numbers.
/// </summary>
public sealed class RequestCountTests
{
    private const string Steps = """
        "thanks":   { "email": "thanks", "then": "wait" },
        "wait":     { "wait": "3 seconds", "then": "qualify" },
        "qualify":  { "task": "Qualify {{contact.name}}", "team": "inside-sales", "within": "4 hours",
                      "outcomes": { "qualified": "pause", "rejected": "close" }, "late": "escalate" },
        "pause":    { "wait": "3 seconds", "then": "close" },
        "escalate": { "notify": "sales-lead", "message": "{{contact.name}} still waits", "then": "stay" },
        "close":    { "end": "rejected" }
        """;

    private readonly List<string> counted = [];
    private int before;

    [Fact]
    public async Task What_each_kind_of_step_costs()
    {
        var world = await WarmAsync();

        await world.SendAsync("page.viewed", id: "9");
        Count(world, "event that concerns no journey");
        await world.SendAsync("whitepaper.downloaded");
        Count(world, "event that moves an instance");
        var report = await world.TurnAsync();
        Count(world, "turn: mail");
        world.Time.Advance(TimeSpan.FromSeconds(3));
        report = await world.TurnAsync(report.Settled);
        Count(world, "turn: timer, task");
        var task = $"{World.InstanceOf()}~1.3.1.1";
        await world.Get<TaskAnswers>().AnswerAsync(task, "qualified", "mia@us.example", Fields.Empty, default);
        Count(world, "answer");
        report = await world.TurnAsync(report.Settled);
        Count(world, "turn: task closed");
        world.Time.Advance(TimeSpan.FromSeconds(3));
        report = await world.TurnAsync(report.Settled);
        Count(world, "turn: timer");

        Assert.True(report.Finished);
        Assert.Equal(
            [
                "event that concerns no journey: 2",
                "event that moves an instance: 4",
                "turn: mail: 7",
                "turn: timer, task: 11",
                "answer: 6",
                "turn: task closed: 8",
                "turn: timer: 3",
            ],
            counted
        );
    }

    [Fact]
    public async Task A_contacts_account_is_read_only_where_something_looks_at_it()
    {
        var world = await WarmAsync("""{ "account": { "id": "acme", "industry": "energy" } }""");

        await world.SendAsync("whitepaper.downloaded");
        Count(world, "event that moves an instance");
        await world.TurnAsync();
        Count(world, "turn: mail");

        // A template may name the account.
        Assert.Equal(["event that moves an instance: 4", "turn: mail: 8"], counted);
    }

    // Every part of the catalog has been read, and the sales team has had a task.
    private async Task<World> WarmAsync(string data = "{}")
    {
        var world = await World.SleepingAsync(Steps);
        await world.SendAsync("page.viewed", id: "0", data: data);
        await world.SendAsync("whitepaper.downloaded", contact: "warm@example.com");
        var report = await world.TurnAsync(contact: "warm@example.com");
        // Nothing is late meanwhile, so that the catalog's ten seconds begin here.
        world.Time.Advance(TimeSpan.FromSeconds(11));
        await world.TurnAsync(report.Settled, "warm@example.com");
        await world.Get<Pauses>().AllAsync(default);
        before = world.Tables.Calls;
        return world;
    }

    private void Count(World world, string what)
    {
        counted.Add($"{what}: {world.Tables.Calls - before}");
        before = world.Tables.Calls;
    }
}
