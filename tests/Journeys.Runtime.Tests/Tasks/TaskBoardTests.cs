using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Tasks;

/// <summary>Two processes at one task: while one opens it, another one closes it.</summary>
public sealed class TaskBoardTests
{
    private const string Id = "pursuit~abc~1.3.1.1";

    private static readonly Instant Due = Instant.FromUtc(2026, 3, 3, 9, 0);
    private static readonly Story Story = new(new EventFact("1", "whitepaper.downloaded", Due, null, Fields.Empty), []);

    private readonly InMemoryTables store = new();

    [Fact]
    public async Task A_task_that_is_closed_before_its_opening_reaches_the_list_is_on_no_list_of_open_tasks()
    {
        var (opening, closing) = await BoardsAsync();

        // The task's own row is written first, and the row of the list second.
        opening.BeforeCommit = _ =>
        {
            opening.BeforeCommit = _ => closing.CloseAsync(Close(), Due, default);
            return Task.CompletedTask;
        };
        var opened = await new TaskBoard(opening).OpenAsync(Opened(), default);

        Assert.Equal(StoredTask.Answered, opened?.Status);
        Assert.Empty(await ListAsync(open: true));
        Assert.Single(await ListAsync(open: false));
    }

    [Fact]
    public async Task A_repeated_opening_that_is_overtaken_by_the_closing_leaves_nothing_on_the_list()
    {
        var (opening, closing) = await BoardsAsync();
        await closing.OpenAsync(Opened(), default);

        // It finds the task open, and puts it on the list when it is not any more.
        opening.BeforeCommit = _ =>
        {
            opening.BeforeCommit = _ => closing.CloseAsync(Close(), Due, default);
            return Task.CompletedTask;
        };
        await new TaskBoard(opening).OpenAsync(Opened(), default);

        Assert.Empty(await ListAsync(open: true));
    }

    [Fact]
    public async Task An_opening_that_died_on_the_list_of_a_closed_task_is_mended_by_its_repetition()
    {
        var (_, board) = await BoardsAsync();
        await board.OpenAsync(Opened(), default);
        await board.CloseAsync(Close(), Due, default);
        var late = new RowChange.Put(TaskRows.Key(Due, Id), Opened().Write());
        await store.CommitAsync(TaskRows.Table, TaskRows.List("sales", open: true), [late], default);

        Assert.Equal(StoredTask.Answered, (await board.OpenAsync(Opened(), default))?.Status);

        Assert.Empty(await ListAsync(open: true));
    }

    [Fact]
    public async Task A_closing_does_not_overwrite_the_opening_that_comes_before_its_mark()
    {
        var (closing, other) = await BoardsAsync();
        closing.BeforeCommit = _ => other.OpenAsync(Opened(), default);

        var closed = await new TaskBoard(closing).CloseAsync(Close(), Due, default);

        Assert.Equal("qualified", closed?.Outcome);
        Assert.Empty(await ListAsync(open: true));
        Assert.Single(await ListAsync(open: false));
    }

    private async Task<(FaultyTables One, TaskBoard Other)> BoardsAsync()
    {
        await store.EnsureTableAsync(TaskRows.Table, default);
        return (new FaultyTables(store), new TaskBoard(store));
    }

    private Task<List<TableRow>> ListAsync(bool open) =>
        store.QueryAllAsync(
            TaskRows.Table,
            new RowQuery { Partition = TaskRows.List("sales", open) },
            CancellationToken.None
        );

    private static StoredTask Opened() =>
        new(
            new(Id, "qualify", Story, TaskKind.Task, "Qualify", "sales", Due, ["qualified", "rejected"], []),
            "ada@example.com",
            "Ada",
            "Qualify Ada",
            "mia@example.com",
            Due,
            StoredTask.Open,
            null,
            null,
            []
        );

    private static Effect.CloseTask Close() => new($"{Id}c", "qualify", Story, Id, "sales", Due, "qualified", null);
}
