using Journeys.Local.Settings;
using Journeys.Runtime;

namespace Journeys.Local.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeys-settings-");

    private string Path => System.IO.Path.Combine(folder.FullName, SettingsFile.Name);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Values_are_read_whatever_else_is_in_the_file()
    {
        File.WriteAllText(
            Path,
            """
            {
              "IsEncrypted": false,
              // a comment, and a comma at the end
              "Values": { "Journeys__Port": 7072, "Journeys__Speed": "60x", "Journeys__ApiKey": null, },
            }
            """
        );

        var values = SettingsFile.Read(Path);

        Assert.Equal("7072", values["Journeys__Port"]);
        Assert.Equal("60x", values["journeys__speed"]);
        Assert.Equal("", values["Journeys__ApiKey"]);
    }

    [Fact]
    public void No_file_is_no_values() => Assert.Empty(SettingsFile.Read(Path));

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("""{ "Values": [] }""", "is not an object of names and texts")]
    [InlineData("""{ "Values": { "Journeys__Port": {} } }""", "\"Journeys__Port\"")]
    public void A_file_that_cannot_be_read_is_named_with_what_is_wrong(string text, string expected)
    {
        File.WriteAllText(Path, text);

        var refused = Assert.Throws<SettingsException>(() => SettingsFile.Read(Path));

        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_names_every_setting_and_can_be_used_as_it_is()
    {
        var sample = SettingsFile.Read(
            System.IO.Path.Combine(Azurite.AzuriteFixture.Modules(), "local.settings.sample.json")
        );

        Assert.Empty(SettingsNames.OfLocalHost.Except(sample.Keys));
        var settings = new SettingsReader(new Dictionary<string, string>(), _ => null, sample).Read("/", "/");
        Assert.Equal(new LocalSettings { AzuriteData = "", AzuriteModules = "" }.Port, settings.Port);
        Assert.Equal(1, settings.Speed);
    }
}
