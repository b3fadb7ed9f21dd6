using Journeys.Functions.Storage;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Tables.Contract;

namespace Journeys.Functions.Tests.Storage;

public sealed class AzureTablesRowTests : RowContract
{
    protected override ITables Store { get; } = new AzureTables(new FakeTableService());
}

public sealed class AzureTablesTransactionTests : TransactionContract
{
    protected override ITables Store { get; } = new AzureTables(new FakeTableService());
}

public sealed class AzureTablesRangeTests : RangeContract
{
    protected override ITables Store { get; } = new AzureTables(new FakeTableService());
}

public sealed class AzureTablesLimitTests : LimitContract
{
    protected override ITables Store { get; } = new AzureTables(new FakeTableService());
}
