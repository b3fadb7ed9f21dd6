using Journeys.Local.Hosting;
using Journeys.Local.Settings;
using Journeys.Runtime;
using Journeys.Runtime.Mail.SendGrid;

namespace Journeys.Local.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("journeys-settings-");
    private readonly Dictionary<string, string> given = [];
    private readonly Dictionary<string, string> variables = [];
    private readonly Dictionary<string, string> file = [];

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public void Without_any_setting_the_host_serves_this_machine_in_real_time_on_azurite()
    {
        var settings = Read();

        Assert.Equal("UseDevelopmentStorage=true", settings.Storage);
        Assert.Equal("127.0.0.1", settings.Listen);
        Assert.True(settings.IsLoopback);
        Assert.Equal(7071, settings.Port);
        Assert.Equal(1, settings.Speed);
        Assert.Equal(16, settings.Shards);
        Assert.Equal("", settings.TablePrefix);
        Assert.Equal("journey-events", settings.Queue);
        Assert.Null(settings.ApiKey);
        Assert.Null(settings.Workspace);
        Assert.Null(settings.Telemetry);
        Assert.Equal(Path.Combine(home.FullName, ".journeys", "azurite"), settings.AzuriteData);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void The_command_line_overrides_the_environment_and_that_the_file()
    {
        given[SettingsNames.Port] = "1";
        variables[SettingsNames.Port] = "2";
        variables[SettingsNames.Shards] = "3";
        file[SettingsNames.Port] = "4";
        file[SettingsNames.Shards] = "5";
        file[SettingsNames.Speed] = "60x";

        var settings = Read();

        Assert.Equal((1, 3, 60), (settings.Port, settings.Shards, settings.Speed));
    }

    [Fact]
    public void An_empty_text_counts_as_not_set()
    {
        variables[SettingsNames.ApiKey] = "";
        file[SettingsNames.ApiKey] = "a key that nobody guesses";

        Assert.Equal("a key that nobody guesses", Read().ApiKey);
    }

    [Fact]
    public void A_key_that_can_be_guessed_is_refused_with_how_to_make_one_and_is_not_shown()
    {
        variables[SettingsNames.ApiKey] = "hunter2";

        var refused = Assert.Throws<SettingsException>(Read);

        Assert.Contains("has fewer than 20 characters", refused.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -hex 32 makes one", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.5")]
    [InlineData("*")]
    [InlineData("::")]
    public void A_host_that_others_can_reach_does_not_start_without_a_key(string listen)
    {
        given[SettingsNames.Listen] = listen;

        var refused = Assert.Throws<HostStartException>(Read);
        Assert.Contains("Set Journeys__ApiKey", refused.Message, StringComparison.Ordinal);

        variables[SettingsNames.ApiKey] = "a key that nobody guesses";
        Assert.Equal(listen, Read().Listen);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_host_that_only_this_machine_reaches_needs_no_key(string listen)
    {
        given[SettingsNames.Listen] = listen;
        Assert.True(Read().IsLoopback);
    }

    [Theory]
    [InlineData(SettingsNames.Port, "http", "--port is \"http\": give a number from 0 to 65535.")]
    [InlineData(SettingsNames.Port, "65536", "--port is \"65536\": give a number from 0 to 65535.")]
    [InlineData(SettingsNames.Listen, "nope", "--listen is \"nope\": give an IP address of this machine")]
    [InlineData(SettingsNames.Shards, "0", "--shards is \"0\": give a number from 1 to 100.")]
    [InlineData(SettingsNames.Speed, "fast", "--speed: the speed \"fast\" cannot be understood.")]
    [InlineData(SettingsNames.TablePrefix, "1st", "--table-prefix is \"1st\": names of tables are letters and digits")]
    [InlineData(SettingsNames.TablePrefix, "a-b", "--table-prefix is \"a-b\": names of tables are letters and digits")]
    [InlineData(SettingsNames.Workspace, "nowhere", "--workspace is \"nowhere\", and there is no such folder.")]
    [InlineData(SettingsNames.Storage, "UseDevelopmentStorage=no", "the only value is true.")]
    [InlineData(SettingsNames.PublicAddress, "example.com", "give an address like https://journeys.example.com.")]
    [InlineData(SettingsNames.Queue, "Journey_Events", "cannot name a queue")]
    public void A_setting_that_cannot_be_used_says_what_to_write(string name, string value, string expected)
    {
        given[name] = value;
        Assert.Contains(expected, Assert.Throws<SettingsException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mails_are_captured_until_there_is_a_key_for_SendGrid()
    {
        file[SettingsNames.SendGridFrom] = "news@example.com";
        Assert.Null(Read().SendGrid);

        file[SettingsNames.SendGridApiKey] = "SG.1";
        var sending = Read().SendGrid!;
        Assert.Equal(new SendGridSettings("SG.1", "news@example.com"), sending);
        Assert.Equal(new Uri("https://api.sendgrid.com/"), sending.BaseAddress);

        file[SettingsNames.SendGridRegion] = "eu";
        Assert.Equal(new Uri("https://api.eu.sendgrid.com/"), Read().SendGrid!.BaseAddress);
    }

    [Fact]
    public void Mails_can_go_to_another_server_that_speaks_as_SendGrid_does()
    {
        file[SettingsNames.SendGridApiKey] = "SG.1";
        file[SettingsNames.SendGridFrom] = "news@example.com";
        file[SettingsNames.SendGridAddress] = "http://127.0.0.1:9090";

        Assert.Equal(new Uri("http://127.0.0.1:9090/"), Read().SendGrid!.BaseAddress);
    }

    [Theory]
    [InlineData(
        SettingsNames.SendGridFrom,
        "",
        "Journeys__SendGrid__From in local.settings.json is \"\": mails are sent"
    )]
    [InlineData(
        SettingsNames.SendGridAddress,
        "http://mail.example.com",
        "http is for a test server on this very machine"
    )]
    [InlineData(SettingsNames.SendGridAddress, "mail", "give an address like https://api.eu.sendgrid.com")]
    public void A_sender_that_cannot_be_used_says_what_to_write(string name, string value, string expected)
    {
        file[SettingsNames.SendGridApiKey] = "SG.1";
        file[SettingsNames.SendGridFrom] = "news@example.com";
        file[name] = value;

        Assert.Contains(expected, Assert.Throws<SettingsException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mails_to_real_people_and_a_fast_clock_do_not_go_together_unnoticed()
    {
        file[SettingsNames.SendGridApiKey] = "SG.1";
        file[SettingsNames.SendGridFrom] = "news@example.com";
        Assert.Empty(Read().Warnings);

        file[SettingsNames.Speed] = "1d=1s";
        Assert.Equal(
            [
                "Mails are sent by SendGrid in region global, from news@example.com, and the clock runs fast: a day passes in "
                    + "1 second. Real people would get the mails of days at once; unset Journeys__SendGrid__ApiKey to try "
                    + "journeys out.",
            ],
            Read().Warnings
        );
    }

    [Fact]
    public void A_refusal_says_where_the_setting_comes_from()
    {
        file[SettingsNames.Port] = "x";
        Assert.StartsWith(
            "Journeys__Port in local.settings.json",
            Assert.Throws<SettingsException>(Read).Message,
            StringComparison.Ordinal
        );

        variables[SettingsNames.Port] = "y";
        Assert.StartsWith(
            "Journeys__Port is",
            Assert.Throws<SettingsException>(Read).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_misspelt_name_in_the_file_is_told_and_a_name_of_another_host_is_not()
    {
        file["JourneysStrage"] = "x";
        file["AzureWebJobsStorage"] = "x";

        Assert.Equal(
            ["local.settings.json sets \"JourneysStrage\", which is no setting. Did you mean \"JourneysStorage\"?"],
            Read().Warnings
        );
    }

    [Fact]
    public void The_workspace_is_the_folder_of_that_name_unless_told_otherwise()
    {
        var usual = home.CreateSubdirectory("workspace").FullName;
        Assert.Equal(usual, Read().Workspace);

        var other = home.CreateSubdirectory("mine").FullName;
        given[SettingsNames.Workspace] = "mine";
        Assert.Equal(other, Read().Workspace);
    }

    [Fact]
    public void A_public_address_ends_with_a_slash_so_that_links_can_be_added()
    {
        file[SettingsNames.PublicAddress] = "https://journeys.example.com/app";
        Assert.Equal(new Uri("https://journeys.example.com/app/"), Read().PublicAddress);
    }

    private LocalSettings Read() =>
        new SettingsReader(given, variables.GetValueOrDefault, file).Read(home.FullName, home.FullName);
}
