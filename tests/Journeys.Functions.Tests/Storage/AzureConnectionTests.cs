using Azure.Identity;
using Journeys.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Journeys.Functions.Tests.Storage;

public sealed class AzureConnectionTests
{
    [Fact]
    public void A_connection_string_is_taken_as_it_is_and_never_shown()
    {
        var connection = Read(("JourneysStorage", "AccountName=spring;AccountKey=c2VjcmV0"));

        Assert.Equal(new AzureConnection.Secret("AccountName=spring;AccountKey=c2VjcmV0"), connection);
        Assert.DoesNotContain("c2VjcmV0", connection.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("managedidentity", typeof(ManagedIdentityCredential))]
    [InlineData("managedIdentity", typeof(ManagedIdentityCredential))]
    [InlineData(null, typeof(DefaultAzureCredential))]
    public void An_address_is_reached_by_the_identity_that_is_named(string? credential, Type expected)
    {
        var connection = Assert.IsType<AzureConnection.Identity>(
            Read(
                ("JourneysStorage:tableServiceUri", "https://spring.table.core.windows.net"),
                ("JourneysStorage:credential", credential),
                ("JourneysStorage:clientId", "11111111-2222-3333-4444-555555555555")
            )
        );

        Assert.Equal("https://spring.table.core.windows.net", connection.Address);
        Assert.IsType(expected, connection.Credential);
    }

    [Fact]
    public void An_app_without_an_identity_of_its_own_uses_the_one_of_the_system()
    {
        var connection = Read(
            ("JourneysStorage:tableServiceUri", "https://spring.table.core.windows.net"),
            ("JourneysStorage:credential", "managedidentity")
        );

        Assert.IsType<ManagedIdentityCredential>(Assert.IsType<AzureConnection.Identity>(connection).Credential);
    }

    [Fact]
    public void A_missing_connection_says_what_to_set()
    {
        var fault = Assert.Throws<ConnectionMissingException>(() => Read(("JourneysStorage:credential", "x")));

        Assert.StartsWith("The setting JourneysStorage is missing.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("JourneysStorage__tableServiceUri", fault.Message, StringComparison.Ordinal);
    }

    private static AzureConnection Read(params (string Name, string? Value)[] settings) =>
        AzureConnection.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
                .Build(),
            "JourneysStorage",
            "tableServiceUri"
        );
}
