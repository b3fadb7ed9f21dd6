using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Journeys.Local.Http;

/// <summary>The OpenAPI document of the API, at <see cref="Address"/>.</summary>
internal static class ApiDocument
{
    public const string Address = "/openapi.json";

    private const string KeyScheme = "apiKey";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description =>
            ApiOperation.Find(description.HttpMethod, description.RelativePath) is not null;
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(DescribeAsync);
    }

    /// <summary>Tells the document what the API's operations answer.</summary>
    public static void Describe(this IEndpointConventionBuilder api) =>
        api.Add(endpoint =>
        {
            var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText;
            var method = endpoint.Metadata.OfType<IHttpMethodMetadata>().FirstOrDefault()?.HttpMethods[0];
            if (ApiOperation.Find(method, path) is { } operation)
            {
                endpoint.Metadata.Add(new ProducesResponseTypeMetadata(200, operation.Answer, ["application/json"]));
            }
        });

    private static Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Journeys",
            Version = "v1",
            Description =
                "Sends events to multi-step B2B nurture journeys, and shows and steers what they do. "
                + "Errors are problem details (RFC 9457).",
        };
        // Documents outlive the address they were fetched from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = ApiOperation.All.Select(operation => new OpenApiTag { Name = operation.Resource }).ToHashSet();
        document.AddComponent(
            KeyScheme,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKey.Header,
                Description =
                    "Needed when the host asks for keys. Which role an operation needs is in its description.",
            }
        );
        // Either the key, or nothing on a host that only its own machine can reach.
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] },
            [],
        ];
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (ApiOperation.Find(context.Description.HttpMethod, context.Description.RelativePath) is not { } known)
        {
            return;
        }

        operation.OperationId = known.Id;
        operation.Summary = known.Summary;
        operation.Description = Needs(ApiAddress.Of(known.Method, known.Path));
        operation.Tags = new HashSet<OpenApiTagReference> { new(known.Resource, context.Document) };
        operation.Parameters = [.. operation.Parameters ?? [], .. known.Query.Select(Parameter)];
        operation.RequestBody = known.Id == "sendEvents" ? Events() : await BodyAsync(known, context, cancellation);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "What is wrong, and what to do.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem.MediaType] = new() { Schema = await SchemaAsync(typeof(Problem), context, cancellation) },
            },
        };
    }

    private static string Needs(ApiAddress address) =>
        address.IsOpen ? "Needs no key."
        : address.Needs is { } role ? $"Needs a key with the role {RoleWords.Of(role)}."
        : "Needs a key.";

    private static OpenApiParameter Parameter(string name) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = QueryParameter.All[name].Description,
            Schema = new OpenApiSchema
            {
                Type = QueryParameter.All[name].IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            },
        };

    private static OpenApiRequestBody Events()
    {
        var one = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"A CloudEvent 1.0, at most {EventLimits.EventBytes} bytes; its subject is the contact's id.",
            Required = new HashSet<string> { "specversion", "id", "source", "type", "subject" },
        };
        var many = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = one,
            MaxItems = EventLimits.BatchEvents,
        };
        return new()
        {
            Required = true,
            Description = "One event, a batch, or an event in \"ce-\" headers with its data as the body.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [CloudEventReader.Structured] = new() { Schema = one },
                [CloudEventReader.Batch] = new() { Schema = many },
                ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
            },
        };
    }

    private static async Task<OpenApiRequestBody?> BodyAsync(
        ApiOperation known,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    ) =>
        known.Body is null
            ? null
            : new()
            {
                // What is asked besides the address may be left out; the files of a journey may not.
                Required = known.Body == typeof(PublishRequest),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await SchemaAsync(known.Body, context, cancellation) },
                },
            };

    private static async Task<IOpenApiSchema> SchemaAsync(
        Type type,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var schema = await context.GetOrCreateSchemaAsync(type, null, cancellation);
        context.Document!.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }
}
