using Azure.Data.Tables;
using Journeys.Runtime;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Storage;

/// <summary>Registers the tables of the storage account.</summary>
public static class StorageServices
{
    /// <summary>The tables of the account that <see cref="SettingsNames.Storage"/> names.</summary>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="prefix">What the tables' names begin with; empty: nothing.</param>
    public static IServiceCollection AddAzureTables(
        this IServiceCollection services,
        IConfiguration configuration,
        string prefix
    )
    {
        var connection = AzureConnection.Read(configuration, SettingsNames.Storage, "tableServiceUri");
        return services
            .AddSingleton(_ => Client(connection))
            .AddSingleton<ITables>(provider => new PrefixedTables(
                new AzureTables(provider.GetRequiredService<TableServiceClient>()),
                prefix
            ));
    }

    private static TableServiceClient Client(AzureConnection connection) =>
        connection switch
        {
            AzureConnection.Secret secret => new(secret.ConnectionString, TableRetries.Options()),
            AzureConnection.Identity identity => new(
                new Uri(identity.Address),
                identity.Credential,
                TableRetries.Options()
            ),
            _ => throw new System.Diagnostics.UnreachableException($"{connection} is no connection."),
        };
}
