using Journeys.Local.Storage;
using Journeys.Local.Tests.Azurite;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Tables.Contract;

namespace Journeys.Local.Tests.Storage;

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzuriteRowTests(AzuriteFixture azurite) : RowContract
{
    protected override ITables Store { get; } = new AzureTables(azurite.Account);
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzuriteTransactionTests(AzuriteFixture azurite) : TransactionContract
{
    protected override ITables Store { get; } = new AzureTables(azurite.Account);
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzuriteRangeTests(AzuriteFixture azurite) : RangeContract
{
    protected override ITables Store { get; } = new AzureTables(azurite.Account);
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzuriteLimitTests(AzuriteFixture azurite) : LimitContract
{
    protected override ITables Store { get; } = new AzureTables(azurite.Account);
}
