using Journeys.Runtime.Api;
using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.DeadLetters;

/// <summary>Events, messages and effects under one roof.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task Every_page_goes_on_where_the_one_before_ended_and_the_newest_come_first()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        for (var n = 0; n < 230; n++)
        {
            await api.GiveUpAsync($"message {n}");
            // Some share an instant, and are told apart all the same.
            api.World.Time.Advance(TimeSpan.FromSeconds(n % 3));
        }

        var found = new List<DeadLetterSummary>();
        string? next = null;
        do
        {
            var after = next is null ? "" : $"&after={next}";
            var page = await api.GetAsync($"/api/dead-letters?top=40{after}", ApiJson.Default.PageDeadLetterSummary);
            Assert.True(page.Items.Count <= 40);
            found.AddRange(page.Items);
            next = page.Next;
        } while (next is not null);

        Assert.Equal(230, found.Select(letter => letter.Id).Distinct().Count());
        Assert.Equal(found.OrderByDescending(letter => letter.At).Select(letter => letter.At), found.Select(l => l.At));
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        await api.World.SendJsonAsync(api.World.Event("page.viewed", contact: "ada@example.com").Replace("1.0", "0.3"));
        api.World.Time.Advance(TimeSpan.FromDays(1));
        await api.World.SendJsonAsync(
            api.World.Event("email.clicked", contact: "bob@example.com", data: "[]").Replace("\"test\"", "\"crm\"")
        );
        await api.GiveUpAsync("oops", "not JSON");
        var (all, today) = (await api.DeadAsync(), api.World.Time.GetUtcNow().AddHours(-1));
        Assert.Equal(3, all.Count);

        Assert.Equal(["oops"], await RawAsync(api, "?kind=message"));
        Assert.Equal(2, (await api.DeadAsync($"?since={today:yyyy-MM-ddTHH:mm:ssZ}")).Count);
        Assert.Equal("page.viewed", Assert.Single(await api.DeadAsync($"?until={today:yyyy-MM-ddTHH:mm:ssZ}")).Type);
        Assert.Equal("bob@example.com", Assert.Single(await api.DeadAsync("?source=crm")).Contact);
        Assert.Equal("crm", Assert.Single(await api.DeadAsync("?type=email.clicked")).Source);
        Assert.Equal("crm", Assert.Single(await api.DeadAsync("?contact=BOB@example.com")).Source);
        Assert.Equal(["oops"], await RawAsync(api, "?reason=NOT%20json"));
        Assert.Empty(await api.DeadAsync("?journey=nurture"));
        Assert.Equal(
            "\"kind\" is \"letter\": give event, message, effect.",
            (await api.ProblemAsync(HttpMethod.Get, "/api/dead-letters?kind=letter")).Detail
        );
    }

    [Fact]
    public async Task Rows_of_the_first_format_are_listed_read_and_replayed()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        await FirstFormatAsync(api.World);
        await api.GiveUpAsync("a newer one");

        var letters = await api.DeadAsync();

        Assert.Equal([DeadKind.Message, DeadKind.Event, DeadKind.Message], letters.Select(letter => letter.Kind));
        Assert.Equal(("ada@example.com", "page.viewed"), (letters[1].Contact, letters[1].Type));
        Assert.Equal("accepted", (await api.ReplayAsync(letters[1].Id)).Result);
        Assert.Equal(["refused"], [(await api.ReplayAsync(letters[2].Id)).Result]);
        Assert.Equal(2, (await api.DeadAsync()).Count);
        Assert.Equal(letters[1].Id, Assert.Single(await api.DeadAsync("?status=over")).Id);
    }

    [Fact]
    public async Task What_is_old_is_removed_whether_anybody_dealt_with_it_or_not()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        await FirstFormatAsync(api.World);
        await api.GiveUpAsync("old");
        await api.GiveUpAsync("old and discarded");
        await api.AllAsync(
            "discard",
            """{ "choice": { "all": true, "reason": "cannot" }, "reason": "a test", "top": 1 }"""
        );
        api.World.Time.Advance(TimeSpan.FromDays(30));
        await api.GiveUpAsync("new");

        var removed = await api.World.Get<DeadLetterRetention>().PurgeAsync(NodaTime.Duration.FromDays(20), default);

        Assert.Equal(4, removed);
        Assert.Equal(["new"], await RawAsync(api, ""));
        Assert.Empty(await api.DeadAsync("?status=over"));
    }

    [Fact]
    public async Task An_id_that_is_none_is_not_found()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        foreach (var id in new[] { "x", "07-0638000000000000000-abcdefghijkl", "nurture~abcdefghijklmnop~1.1.1.1" })
        {
            var problem = await api.ProblemAsync(HttpMethod.Get, $"/api/dead-letters/{id}");
            Assert.Equal(
                $"There is no dead letter \"{id}\". GET /api/dead-letters lists those there are.",
                problem.Detail
            );
        }
    }

    private static async Task<IEnumerable<string?>> RawAsync(ApiHost api, string query)
    {
        var raws = new List<string?>();
        foreach (var letter in await api.DeadAsync(query))
        {
            raws.Add((await api.ShowAsync(letter.Id)).Raw);
        }

        return raws;
    }

    // As they were written before there was a list: by day and shard, the oldest first.
    private static async Task FirstFormatAsync(World world)
    {
        var at = world.Time.GetUtcNow().AddDays(-2);
        var time = SortableTime.Ascending(NodaTime.Instant.FromDateTimeOffset(at));
        var properties = new Dictionary<string, object>
        {
            ["f"] = 1,
            ["at"] = at,
            ["reason"] = "the contact was full",
            ["id"] = "1",
            ["source"] = "test",
            ["raw"] = world.Event("page.viewed"),
        };
        var message = new Dictionary<string, object>
        {
            ["f"] = 1,
            ["at"] = at.AddHours(-1),
            ["reason"] = "it is not JSON",
            ["source"] = "queue journey-events",
            ["raw"] = "oops",
        };
        var earlier = SortableTime.Ascending(NodaTime.Instant.FromDateTimeOffset(at.AddHours(-1)));
        await PutAsync($"{time}~abcdefghijklmnopqrst", properties);
        await PutAsync($"{earlier}~bbcdefghijklmnopqrst", message);

        Task PutAsync(string row, Dictionary<string, object> values) =>
            world.Store.CommitAsync(
                RejectedEvents.Table,
                $"{at:yyyy-MM-dd}~07",
                [new RowChange.Put(row, values)],
                default
            );
    }
}
