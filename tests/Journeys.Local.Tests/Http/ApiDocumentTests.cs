using System.Text.Json;
using Journeys.Runtime.Access;

namespace Journeys.Local.Tests.Http;

public sealed class ApiDocumentTests : IAsyncLifetime
{
    private JsonDocument document = null!;

    public async Task InitializeAsync()
    {
        await using var web = await WebHost.StartAsync();
        using var answer = await web.GetAsync("/openapi.json");
        document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    public Task DisposeAsync()
    {
        document.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void It_lists_every_operation_of_the_api_and_nothing_else()
    {
        var found = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}"));

        Assert.Equal(
            ApiAddress
                .All.Where(address => address.Path.StartsWith("/api/", StringComparison.Ordinal))
                .Select(address => $"{address.Method.ToLowerInvariant()} {address.Path}")
                .Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_operation_says_what_it_does_answers_and_refuses()
    {
        foreach (var operation in Operations())
        {
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            var responses = operation.GetProperty("responses");
            Assert.True(responses.GetProperty("200").GetProperty("content").TryGetProperty("application/json", out _));
            Assert.True(
                responses
                    .GetProperty("default")
                    .GetProperty("content")
                    .TryGetProperty("application/problem+json", out _)
            );
        }
    }

    [Fact]
    public void Parameters_of_the_query_and_bodies_are_described()
    {
        var list = Operation("/api/journeys/{journey}/instances", "get").GetProperty("parameters").EnumerateArray();
        Assert.Equal(
            ["journey", "status", "step", "top", "after"],
            list.Select(parameter => parameter.GetProperty("name").GetString())
        );
        Assert.Equal(
            "#/components/schemas/PublishRequest",
            Body("/api/journeys/{journey}", "put", "application/json").GetProperty("$ref").GetString()
        );
        Assert.Equal(
            "array",
            Body("/api/events", "post", "application/cloudevents-batch+json").GetProperty("type").GetString()
        );
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        var text = document.RootElement.GetRawText();
        const string Reference = "\"#/components/schemas/";
        for (var at = text.IndexOf(Reference, StringComparison.Ordinal); at >= 0; )
        {
            var begin = at + Reference.Length;
            var name = text[begin..text.IndexOf('"', begin)];
            Assert.True(schemas.TryGetProperty(name, out _), name);
            at = text.IndexOf(Reference, begin, StringComparison.Ordinal);
        }
    }

    private IEnumerable<JsonElement> Operations() =>
        document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value);

    private JsonElement Operation(string path, string method) =>
        document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method);

    private JsonElement Body(string path, string method, string type) =>
        Operation(path, method)
            .GetProperty("requestBody")
            .GetProperty("content")
            .GetProperty(type)
            .GetProperty("schema");
}
