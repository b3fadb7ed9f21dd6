using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Tables.Contract;

namespace Journeys.Runtime.Tests.Tables;

public sealed class InMemoryRowTests : RowContract
{
    protected override ITables Store { get; } = new InMemoryTables();
}

public sealed class InMemoryTransactionTests : TransactionContract
{
    protected override ITables Store { get; } = new InMemoryTables();
}

public sealed class InMemoryRangeTests : RangeContract
{
    protected override ITables Store { get; } = new InMemoryTables();
}

public sealed class InMemoryLimitTests : LimitContract
{
    protected override ITables Store { get; } = new InMemoryTables();
}

public sealed class InMemoryTablesTests
{
    [Fact]
    public async Task What_a_reader_or_writer_changes_afterwards_does_not_change_the_table()
    {
        var tables = new InMemoryTables();
        await tables.EnsureTableAsync("Rows", default);
        var bytes = new byte[] { 1 };
        var properties = new Dictionary<string, object> { ["Bytes"] = bytes };
        await tables.CommitAsync("Rows", "p", [new RowChange.Insert("r", properties)], default);

        bytes[0] = 2;
        properties["Bytes"] = "gone";
        ((byte[])(await tables.ReadAsync("Rows", "p", "r", default))!.Properties["Bytes"])[0] = 3;

        Assert.Equal([1], (byte[])(await tables.ReadAsync("Rows", "p", "r", default))!.Properties["Bytes"]);
    }

    [Fact]
    public async Task Names_of_tables_do_not_tell_upper_from_lower_case()
    {
        var tables = new InMemoryTables();
        await tables.EnsureTableAsync("Rows", default);
        await tables.CommitAsync("rows", "p", [new RowChange.Insert("r", new Dictionary<string, object>())], default);

        Assert.NotNull(await tables.ReadAsync("ROWS", "p", "r", default));
    }
}
