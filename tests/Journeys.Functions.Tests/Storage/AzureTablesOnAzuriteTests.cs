#if AZURE_PACKAGES
using Azure.Data.Tables;
using Journeys.Functions.Storage;
using Journeys.Local.Storage;
using Journeys.Local.Tests.Azurite;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Tables.Contract;
using AzureTables = Journeys.Functions.Storage.AzureTables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>The contract on the official client, which only runs where the official packages are.</summary>
internal static class OnAzurite
{
    public static ITables Tables(StorageAccount account) =>
        new AzureTables(
            new TableServiceClient(
                $"DefaultEndpointsProtocol=http;AccountName={account.Name};"
                    + $"AccountKey={Convert.ToBase64String(account.Key!)};TableEndpoint={account.Tables}",
                TableRetries.Options()
            )
        );
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzureTablesOnAzuriteRowTests(AzuriteFixture azurite) : RowContract
{
    protected override ITables Store { get; } = OnAzurite.Tables(azurite.Account);
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzureTablesOnAzuriteTransactionTests(AzuriteFixture azurite) : TransactionContract
{
    protected override ITables Store { get; } = OnAzurite.Tables(azurite.Account);
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzureTablesOnAzuriteRangeTests(AzuriteFixture azurite) : RangeContract
{
    protected override ITables Store { get; } = OnAzurite.Tables(azurite.Account);
}

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzureTablesOnAzuriteLimitTests(AzuriteFixture azurite) : LimitContract
{
    protected override ITables Store { get; } = OnAzurite.Tables(azurite.Account);
}
#endif
