using System.Text.Json;
using System.Text.RegularExpressions;

namespace Journeys.Functions.Tests.Infra;

/// <summary>What a compiler would say of the Bicep files, as far as it can be said without one.</summary>
public sealed partial class BicepTests
{
    // What Bicep knows by itself: its words, its types, and the functions that are used.
    private static readonly string[] Known =
    [
        .. "param var resource module output targetScope existing if for in true false null".Split(' '),
        .. "string int bool object array any minLength maxLength minValue maxValue description allowed".Split(' '),
        .. "metadata secure concat deployment empty guid replace resourceGroup split string".Split(' '),
        .. "subscription subscriptionResourceId tenant toLower union uniqueString".Split(' '),
    ];

    private static readonly Dictionary<string, string> Roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["090c5cfd-751d-490a-894a-3ce6f1109419"] = "Azure Service Bus Data Owner",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
    };

    public static TheoryData<string> Files => [.. Sources.Bicep.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_bracket_is_closed(string file)
    {
        var open = new Stack<string>();
        foreach (var token in Sources.Bicep[file].Tokens.Where(token => BicepFile.Depth(token) != 0))
        {
            if (BicepFile.Depth(token) == 1)
            {
                open.Push(token.Text);
            }
            else
            {
                Assert.Matches(@"^(\{\}|\[\]|\(\))$", open.Pop() + token.Text);
            }
        }

        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_name_that_is_used_is_declared(string file)
    {
        var bicep = Sources.Bicep[file];
        HashSet<string> names = [.. Known, .. bicep.Names, .. bicep.Outputs, .. LoopVariables(bicep)];

        Assert.Empty(Used(bicep).Where(name => !names.Contains(name)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_parameter_and_variable_is_used(string file)
    {
        var bicep = Sources.Bicep[file];
        var used = Used(bicep).CountBy(name => name).ToDictionary();
        var parameters = bicep.Parameters.Select(parameter => parameter.Name);

        // Once where it is declared, and once more.
        Assert.All(parameters, name => Assert.True(used[name] > 1, name));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_module_is_given_what_it_asks_for_and_nothing_else(string file)
    {
        foreach (var module in Sources.Bicep[file].Modules)
        {
            var asked = Module(file, module).Parameters;

            Assert.Empty(module.Given.Except(asked.Select(parameter => parameter.Name)));
            Assert.Empty(asked.Where(parameter => !parameter.Optional).Select(p => p.Name).Except(module.Given));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_output_that_is_read_is_one_of_its_module(string file)
    {
        var bicep = Sources.Bicep[file];
        foreach (var module in bicep.Modules)
        {
            Assert.Empty(OutputsRead(bicep, module.Name).Except(Module(file, module).Outputs));
        }
    }

    [Fact]
    public void A_type_of_resource_has_one_version_in_all_files()
    {
        var versions = Sources.Bicep.Values.SelectMany(file => file.Resources).GroupBy(resource => resource.Type);

        Assert.All(versions, type => Assert.Single(type.Select(resource => resource.Version).Distinct()));
    }

    [Fact]
    public void Every_role_is_a_built_in_one_and_named_beside_its_id()
    {
        var text = string.Join('\n', Sources.Bicep.Values.Select(file => file.Source));
        var named = NamedRole().Matches(text);

        Assert.Equal(Guids().Count(text), named.Count);
        Assert.Equal(Roles, named.ToDictionary(role => role.Groups["id"].Value, role => role.Groups["name"].Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_key_is_used_and_no_secret_is_written_down(string file)
    {
        var bicep = Sources.Bicep[file];

        Assert.DoesNotMatch(KeyWords(), bicep.Source);
        var secrets = bicep.Parameters.Where(parameter => Secretive().IsMatch(parameter.Name));
        Assert.All(secrets, parameter => Assert.True(parameter.Secure, parameter.Name));
    }

    [Fact]
    public void A_secret_goes_into_the_vault_and_nowhere_else()
    {
        var vault = Sources.Bicep["modules/vault.bicep"];

        Assert.Equal(["name", "uri"], vault.Outputs);
        var keepers = from file in Sources.Bicep where file.Value.Parameters.Any(p => p.Secure) select file.Key;
        Assert.Equal(["journeys.bicep", "main.bicep", "modules/vault.bicep"], keepers.Order());
    }

    [Fact]
    public void Storage_and_topic_open_to_identities_only()
    {
        var storage = Sources.Bicep["modules/storage.bicep"].Source;
        var messaging = Sources.Bicep["modules/messaging.bicep"].Source;

        Assert.Contains("allowSharedKeyAccess: false", storage, StringComparison.Ordinal);
        Assert.Contains("allowBlobPublicAccess: false", storage, StringComparison.Ordinal);
        Assert.Contains("minimumTlsVersion: 'TLS1_2'", storage, StringComparison.Ordinal);
        Assert.Contains("disableLocalAuth: true", messaging, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_of_azd_are_those_of_the_template()
    {
        using var file = JsonDocument.Parse(Sources.Text("infra", "main.parameters.json"));
        var given = file.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToList();
        var asked = Sources.Bicep["main.bicep"].Parameters;

        Assert.Equal(asked.Select(parameter => parameter.Name).Order(), given.Order());
    }

    [Fact]
    public void Azd_finds_the_app_that_it_deploys_to()
    {
        var azd = Sources.Text("azure.yaml");
        var service = ServiceOfAzd().Match(azd).Groups;

        Assert.Contains(
            $"'azd-service-name': '{service["name"].Value}'",
            Sources.Bicep["modules/functions.bicep"].Source,
            StringComparison.Ordinal
        );
        Assert.True(File.Exists(Sources.Path(service["project"].Value, "Journeys.Functions.csproj")));
    }

    private static BicepFile Module(string file, BicepModule module)
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, module.File).Replace('\\', '/');
        return Sources.Bicep[path];
    }

    private static IEnumerable<string> OutputsRead(BicepFile bicep, string module)
    {
        var signs = bicep.Tokens.Where(token => !token.Is("!")).ToList();
        for (var i = 0; i + 4 < signs.Count; i++)
        {
            if (signs[i].IsWord(module) && signs[i + 1].Is(".") && signs[i + 2].IsWord("outputs"))
            {
                yield return signs[i + 4].Text;
            }
        }
    }

    // Words that name something: no member of something else, no name of a member, no number.
    private static IEnumerable<string> Used(BicepFile bicep)
    {
        var tokens = bicep.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (
                tokens[i].Kind == BicepKind.Word
                && !char.IsAsciiDigit(tokens[i].Text[0])
                && !(i > 0 && tokens[i - 1].Is("."))
                && !BicepFile.IsMember(tokens, i)
            )
            {
                yield return tokens[i].Text;
            }
        }
    }

    private static IEnumerable<string> LoopVariables(BicepFile bicep) =>
        bicep.Tokens.Zip(bicep.Tokens.Skip(1)).Where(pair => pair.First.IsWord("for")).Select(pair => pair.Second.Text);

    [GeneratedRegex(
        "'(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})' // (?<name>.+)",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex NamedRole();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Guids();

    [GeneratedRegex(
        "listKeys|listSecrets|AccountKey=|SharedAccessKey|DefaultEndpointsProtocol",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1_000
    )]
    private static partial Regex KeyWords();

    [GeneratedRegex("key$|password$|secret$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Secretive();

    [GeneratedRegex(
        @"^  (?<name>\w+):\s+project: (?<project>\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex ServiceOfAzd();
}
