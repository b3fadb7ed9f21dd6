using Azure.Identity;
using Journeys.Functions.Hosting;

namespace Journeys.Functions.Tests.Hosting;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ClientId=17")]
    public void A_connection_string_alone_is_enough_where_nothing_else_is_said(string? authentication) =>
        Assert.Null(TelemetryExport.Credential(authentication));

    [Theory]
    [InlineData("Authorization=AAD")]
    [InlineData("ClientId=a1b2;Authorization=AAD")]
    [InlineData(" authorization=aad ; clientid=a1b2 ")]
    public void Where_only_identities_may_write_the_apps_own_is_used(string authentication) =>
        Assert.IsType<ManagedIdentityCredential>(TelemetryExport.Credential(authentication));
}
