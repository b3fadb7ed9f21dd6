using Journeys.Runtime;

namespace Journeys.Functions.Tests.Infra;

/// <summary>Code, Bicep, the sample and the page agree about which settings there are.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void What_code_reads_is_set_in_bicep_or_left_out_for_a_reason() =>
        Assert.Equal(
            SettingsTable.NotInBicep.Keys.Order(),
            SettingsTable.Code.Except(SettingsTable.Bicep.Select(SettingsTable.Plain)).Order()
        );

    [Fact]
    public void What_bicep_sets_is_read() =>
        Assert.Empty(
            SettingsTable.Bicep.Select(SettingsTable.Plain).Except(SettingsTable.Code.Concat(SettingsTable.Platform))
        );

    [Fact]
    public void A_setting_is_set_once() =>
        Assert.Equal(SettingsTable.Bicep.Distinct(StringComparer.OrdinalIgnoreCase), SettingsTable.Bicep);

    [Fact]
    public void A_connection_is_an_address_and_an_identity()
    {
        Assert.Equal(
            ["__tableServiceUri", "__queueServiceUri", "__credential", "__clientId"],
            Suffixes("JourneysStorage")
        );
        Assert.Equal(["__fullyQualifiedNamespace", "__credential", "__clientId"], Suffixes("JourneysServiceBus"));
        Assert.Equal(
            ["__blobServiceUri", "__queueServiceUri", "__tableServiceUri", "__credential", "__clientId"],
            Suffixes("AzureWebJobsStorage")
        );
    }

    [Fact]
    public void The_sample_has_every_setting_of_both_hosts_and_of_core_tools()
    {
        // What the platform sets by itself on a developer's machine, or what only the scheduler needs.
        var left = SettingsTable
            .Platform.Except(["AzureWebJobsStorage"])
            .Append(SettingsNames.ApplicationInsightsAuthentication);
        var known = SettingsNames
            .All.Concat(SettingsTable.Development)
            .Concat(SettingsTable.Platform)
            .Union(SettingsTable.Code);

        Assert.Equal(known.Except(left).Order(), SettingsTable.Sample.Order());
    }

    [Fact]
    public void The_page_has_every_setting_and_no_other()
    {
        var known = SettingsNames
            .All.Union(SettingsTable.Code)
            .Concat(SettingsTable.Development)
            .Concat(SettingsTable.Platform);

        Assert.Equal(known.Order(), SettingsTable.Page.Keys.Order());
    }

    [Fact]
    public void The_page_says_which_host_reads_a_setting() =>
        Assert.All(
            SettingsNames.All,
            name =>
            {
                var local = SettingsNames.OfLocalHost.Contains(name);
                var azure = SettingsTable.Code.Contains(name);

                Assert.Equal(
                    local && azure ? "both"
                        : local ? "local"
                        : "Azure",
                    SettingsTable.Page[name]
                );
            }
        );

    private static IEnumerable<string> Suffixes(string connection) =>
        SettingsTable.Bicep.Where(name => name.StartsWith(connection + "__")).Select(name => name[connection.Length..]);
}
