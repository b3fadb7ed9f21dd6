using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Pacing;

/// <summary>Several processes draw turns from the same row.</summary>
public sealed class LinesTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly SendingRate FiveASecond = new(5, null);

    private readonly InMemoryTables store = new();
    private readonly FaultyTables tables;

    public LinesTests() => tables = new(store);

    [Fact]
    public async Task Two_processes_at_once_never_draw_the_same_turn()
    {
        await store.EnsureTablesAsync(default);
        var (one, other) = (new Lines(tables), new Lines(tables));

        var drawn = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => Task.Run(() => DrawAsync(i % 2 == 0 ? one : other)))
        );

        AssertEven(drawn, 100);
    }

    [Fact]
    public async Task Who_is_overtaken_between_reading_and_writing_draws_behind_the_other()
    {
        await store.EnsureTablesAsync(default);
        var (one, other) = (new Lines(tables), new Lines(tables));
        var drawn = new List<Slot> { await DrawAsync(one) };
        tables.BeforeCommit = async _ => drawn.Add(await DrawAsync(other));

        drawn.Add(await DrawAsync(one));
        for (var i = 0; i < 7; i++)
        {
            drawn.Add(await DrawAsync(i % 2 == 0 ? one : other));
        }

        AssertEven(drawn, 10);
    }

    [Fact]
    public async Task A_process_that_starts_again_goes_on_behind_the_turns_that_were_drawn()
    {
        await store.EnsureTablesAsync(default);
        var drawn = new List<Slot>();
        for (var i = 0; i < 12; i++)
        {
            drawn.Add(await DrawAsync(new Lines(tables)));
        }

        AssertEven(drawn, 12);
    }

    [Fact]
    public async Task A_turn_whose_answer_was_lost_is_nobodys()
    {
        await store.EnsureTablesAsync(default);
        var lines = new Lines(tables);
        await DrawAsync(lines);
        tables.FailAt(1, Fault.LoseAnswer);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => DrawAsync(lines));

        var drawn = new List<Slot>();
        for (var i = 0; i < 4; i++)
        {
            drawn.Add(await DrawAsync(lines));
        }

        Slot next = new Slot.At(Noon + Duration.FromSeconds(1));
        Assert.Equal([new Slot.Now(), new Slot.Now(), new Slot.Now(), next], drawn);
    }

    [Fact]
    public async Task A_process_that_draws_alone_writes_once_a_turn_and_reads_only_at_first()
    {
        await store.EnsureTablesAsync(default);
        var lines = new Lines(tables);

        for (var i = 0; i < 10; i++)
        {
            await DrawAsync(lines);
        }

        Assert.Equal(11, tables.Calls);
    }

    private static Task<Slot> DrawAsync(Lines lines) => lines.DrawAsync("nurture", FiveASecond, Noon, null, default);

    private static void AssertEven(IReadOnlyList<Slot> drawn, int count) =>
        Assert.Equal(
            Enumerable
                .Range(0, count)
                .Select(i => i / 5)
                .Select(second =>
                    second == 0 ? (Slot)new Slot.Now() : new Slot.At(Noon + Duration.FromSeconds(second))
                ),
            drawn.OrderBy(slot => slot is Slot.At at ? at.Instant : Noon)
        );
}
