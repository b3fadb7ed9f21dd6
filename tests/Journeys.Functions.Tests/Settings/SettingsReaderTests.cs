using Journeys.Functions.Settings;
using Journeys.Runtime;
using Journeys.Runtime.Mail.SendGrid;
using Microsoft.Extensions.Configuration;

namespace Journeys.Functions.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("journeys-functions-");
    private readonly Dictionary<string, string?> set = [];

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public void Without_any_setting_mails_are_captured_and_nothing_is_published_or_exported()
    {
        var settings = Read();

        Assert.Equal(new FunctionsSettings { Warnings = settings.Warnings }, settings);
        Assert.Empty(settings.Warnings);
        Assert.Equal(("", 16, 365), (settings.TablePrefix, settings.Shards, settings.RetentionDays));
        Assert.Equal(new Uri("http://localhost:7071/"), settings.PublicAddress);
        Assert.Null(settings.SendGrid);
        Assert.Null(settings.Workspace);
        Assert.Null(settings.ApiKey);
        Assert.Equal(new TelemetrySettings(), settings.Telemetry);
    }

    [Fact]
    public void Every_setting_is_read_under_its_name()
    {
        set[SettingsNames.TablePrefix] = "Test";
        set[SettingsNames.ApiKey] = " a key that nobody guesses ";
        set[SettingsNames.PublicAddress] = "https://journeys.example.com";
        set[SettingsNames.Shards] = "32";
        set[SettingsNames.RetentionDays] = "30";
        set[SettingsNames.Telemetry] = "http://localhost:4317";
        set[SettingsNames.ApplicationInsights] = "InstrumentationKey=1";
        set[SettingsNames.ApplicationInsightsAuthentication] = "Authorization=AAD";
        set[SettingsNames.SendGridApiKey] = "SG.1";
        set[SettingsNames.SendGridFrom] = "news@example.com";
        set[SettingsNames.SendGridFromName] = "Example";
        set[SettingsNames.SendGridUnsubscribeGroup] = "7";
        set[SettingsNames.SendGridSandbox] = "True";
        set[SettingsNames.SendGridRegion] = "EU";

        var settings = Read();

        Assert.Equal(
            new FunctionsSettings
            {
                TablePrefix = "Test",
                ApiKey = "a key that nobody guesses",
                PublicAddress = new Uri("https://journeys.example.com/"),
                Shards = 32,
                RetentionDays = 30,
                SendGrid = new("SG.1", "news@example.com", "Example", 7, Sandbox: true, SendGridSettings.Europe),
                Telemetry = new("InstrumentationKey=1", "Authorization=AAD", new Uri("http://localhost:4317/")),
                Warnings = settings.Warnings,
            },
            settings
        );
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void An_empty_text_counts_as_not_set()
    {
        set[SettingsNames.ApiKey] = " ";
        set[SettingsNames.Shards] = "";
        set[SettingsNames.SendGridApiKey] = "";
        set[SettingsNames.SendGridFrom] = "";

        Assert.Equal(new FunctionsSettings { Warnings = [] }.ToString(), Read().ToString());
    }

    [Theory]
    [InlineData("Journeys__Shards", "0", "Journeys__Shards is \"0\": give a number from 1 to 100.")]
    [InlineData("Journeys__Shards", "many", "Journeys__Shards is \"many\": give a number from 1 to 100.")]
    [InlineData("Journeys__RetentionDays", "-1", "Journeys__RetentionDays is \"-1\": give a number from 1 to 3650.")]
    [InlineData(
        "Journeys__TablePrefix",
        "1st",
        "Journeys__TablePrefix is \"1st\": names of tables are letters and digits, a letter first, so give at most 40 of those."
    )]
    [InlineData(
        "Journeys__PublicAddress",
        "example.com",
        "Journeys__PublicAddress is \"example.com\": give an address like https://journeys.example.com."
    )]
    [InlineData(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "ftp://x",
        "OTEL_EXPORTER_OTLP_ENDPOINT is \"ftp://x\": give an address like http://localhost:4317."
    )]
    public void What_cannot_be_used_is_refused_by_its_name_with_a_remedy(string name, string text, string message)
    {
        set[name] = text;

        Assert.Equal(message, Assert.Throws<SettingsException>(Read).Message);
    }

    [Theory]
    [InlineData(
        "Journeys__SendGrid__From",
        "",
        "Journeys__SendGrid__From is \"\": mails are sent (Journeys__SendGrid__ApiKey is set), so give the address of a sender "
            + "that SendGrid has verified."
    )]
    [InlineData(
        "Journeys__SendGrid__UnsubscribeGroup",
        "news",
        "Journeys__SendGrid__UnsubscribeGroup is \"news\": give a number from 1 to 2147483647."
    )]
    [InlineData("Journeys__SendGrid__Sandbox", "yes", "Journeys__SendGrid__Sandbox is \"yes\": give true or false.")]
    [InlineData(
        "Journeys__SendGrid__Region",
        "asia",
        "Journeys__SendGrid__Region is \"asia\": give global or eu, where the account is."
    )]
    public void Who_sends_mails_must_say_how(string name, string text, string message)
    {
        set[SettingsNames.SendGridApiKey] = "SG.1";
        set[SettingsNames.SendGridFrom] = "news@example.com";
        set[name] = text;

        Assert.Equal(message, Assert.Throws<SettingsException>(Read).Message);
    }

    [Fact]
    public void A_secret_that_the_key_vault_did_not_give_stops_the_start()
    {
        set[SettingsNames.SendGridApiKey] = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)";
        set[SettingsNames.SendGridFrom] = "news@example.com";

        Assert.Equal(
            "Journeys__SendGrid__ApiKey refers to a secret of a key vault that Azure could not read, so mails would be refused "
                + "one by one: see what the app's page says of the setting, and that its identity may read the vault's secrets.",
            Assert.Throws<SettingsException>(() => Read()).Message
        );
    }

    [Fact]
    public void The_workspace_is_looked_for_in_the_apps_folder_and_above()
    {
        var workspace = home.CreateSubdirectory("workspace").FullName;
        set[SettingsNames.Workspace] = "workspace";

        Assert.Equal(workspace, Read(home.CreateSubdirectory("functions/bin/output").FullName).Workspace);

        set[SettingsNames.Workspace] = workspace;
        Assert.Equal(workspace, Read(Path.GetTempPath()).Workspace);
    }

    [Fact]
    public void A_workspace_that_is_nowhere_is_refused()
    {
        set[SettingsNames.Workspace] = "journeys-that-nobody-wrote";

        Assert.Equal(
            $"Journeys__Workspace is \"journeys-that-nobody-wrote\": there is no such folder in {home.FullName} or above, so "
                + "give the folder of the journeys, or leave it out.",
            Assert.Throws<SettingsException>(Read).Message
        );
    }

    [Fact]
    public void A_misspelt_name_is_noticed()
    {
        set["Journeys__Shard"] = "4";

        Assert.Equal(["Journeys__Shard is no setting. Did you mean \"Journeys__Shards\"?"], Read().Warnings);
    }

    [Fact]
    public void Secrets_do_not_show_in_a_log()
    {
        set[SettingsNames.SendGridApiKey] = "secret";
        set[SettingsNames.SendGridFrom] = "news@example.com";
        set[SettingsNames.ApplicationInsights] = "secret";
        set[SettingsNames.ApiKey] = "secret that nobody guesses";

        Assert.DoesNotContain("secret", Read().ToString());
    }

    private FunctionsSettings Read() => Read(home.FullName);

    private FunctionsSettings Read(string appFolder)
    {
        // As environment variables become configuration.
        var values = set.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
            s => s.Value
        );
        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), appFolder).Read();
    }
}
