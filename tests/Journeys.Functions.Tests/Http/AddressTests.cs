using Journeys.Functions.Http;
using Journeys.Functions.Tests.Infra;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Http;

/// <summary>The two hosts have the same addresses, and the Functions host's ways of choosing one lead to the right function.</summary>
public sealed class AddressTests
{
    private static readonly string[] Pages =
    [
        "GET /unsubscribe",
        "POST /unsubscribe",
        "GET /preferences",
        "POST /preferences",
        "GET /decide",
        "POST /decide",
    ];

    [Fact]
    public async Task Each_address_of_the_api_has_one_function_and_each_function_an_address()
    {
        var functions = HttpFunction
            .All.Where(function => function.Name != WrongAddressFunction.Name)
            .Select(function => $"{Assert.Single(function.Methods)} {function.Route}");

        Assert.Equal(
            (await LocalAsync()).Concat(Pages).Order(StringComparer.Ordinal),
            functions.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_function_wants_a_key_except_health_the_pages_that_mails_lead_to_and_what_SendGrid_signs()
    {
        Assert.Equal(
            [
                "AskToUnsubscribe",
                "ChangePreferences",
                "Decide",
                "GetHealth",
                "PostSendGridEvents",
                "ShowDecision",
                "ShowPreferences",
                "Unsubscribe",
            ],
            HttpFunction
                .All.Where(function => function.Level == AuthorizationLevel.Anonymous)
                .Select(function => function.Name)
        );
        Assert.All(
            HttpFunction.All.Where(function => function.Level != AuthorizationLevel.Anonymous),
            function => Assert.Equal(AuthorizationLevel.Function, function.Level)
        );
    }

    [Fact]
    public void The_page_about_azure_lists_every_address_with_its_function_and_key()
    {
        var page = Sources.Text("docs", "azure.md").ReplaceLineEndings("\n").Split('\n');

        Assert.Equal(
            HttpFunction
                .All.Where(function => function.Name != WrongAddressFunction.Name)
                .Select(function =>
                    $"| `{Assert.Single(function.Methods)} {function.Route}` | `{function.Name}` | "
                    + $"{(function.Level == AuthorizationLevel.Anonymous ? "none" : "function")} | "
                    + $"{Role(FunctionAddresses.Of(function.Name))} |"
                )
                .Order(StringComparer.Ordinal),
            page.Where(line =>
                    line.StartsWith("| `", StringComparison.Ordinal) && line.Contains(" /", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void What_azure_opens_to_everybody_does_not_ask_for_the_hosts_own_key_either() =>
        Assert.All(
            HttpFunction.All,
            function =>
                Assert.Equal(function.Level == AuthorizationLevel.Anonymous, FunctionAddresses.Of(function.Name).IsOpen)
        );

    [Fact]
    public async Task Every_address_of_both_hosts_says_which_role_it_needs_and_the_table_has_no_other()
    {
        var table = ApiAddress.All.Select(address => $"{address.Method} {address.Path}").ToList();

        Assert.Equal(
            (await LocalAsync()).Concat(Pages).Order(StringComparer.Ordinal),
            table.Order(StringComparer.Ordinal)
        );
        Assert.All(
            HttpFunction.All.Where(function => function.Name != WrongAddressFunction.Name),
            function => Assert.Contains(FunctionAddresses.Of(function.Name), ApiAddress.All)
        );
        Assert.All(ApiAddress.All, address => Assert.Equal(address.IsOpen, address.Needs is null));
    }

    [Fact]
    public void No_request_fits_two_functions_so_the_order_of_their_names_does_not_matter() =>
        Assert.Empty(
            from one in HttpFunction.All
            from other in HttpFunction.All
            where !ReferenceEquals(one, other) && one.Overlaps(other)
            select $"{one.Name} and {other.Name}"
        );

    [Fact]
    public void The_function_for_every_other_address_is_tried_last()
    {
        var last = HttpFunction.All[^1];

        Assert.Equal((WrongAddressFunction.Name, "/api/{*path}"), (last.Name, last.Route));
        Assert.Empty(last.Methods);
    }

    [Fact]
    public void No_two_functions_of_the_app_have_the_same_name()
    {
        var names = (
            from type in typeof(ApiMiddleware).Assembly.GetTypes()
            from method in type.GetMethods()
            from attribute in method.GetCustomAttributes(typeof(FunctionAttribute), inherit: false)
            select ((FunctionAttribute)attribute).Name
        ).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    private static string Role(ApiAddress address) => address.Needs is { } role ? RoleWords.Of(role) : "anybody";

    private static async Task<IEnumerable<string>> LocalAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        (await World.StartAsync()).Register(builder.Services);
        await using var app = builder.Build();
        app.MapJourneysApi();
        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            let route = ((RouteEndpoint)endpoint).RoutePattern.RawText!.TrimEnd('/')
            from verb in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            select $"{verb} {route}",
        ];
    }
}
