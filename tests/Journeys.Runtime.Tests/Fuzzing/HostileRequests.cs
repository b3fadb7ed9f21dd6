using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.AspNetCore.Routing;

namespace Journeys.Runtime.Tests.Fuzzing;

/// <summary>Requests that nobody should send, drawn from a seed: good ones, spoilt.</summary>
internal sealed partial class HostileRequests(
    int seed,
    DateTimeOffset now,
    IReadOnlyList<string> journeys,
    IReadOnlyList<RouteEndpoint> addresses,
    IReadOnlyList<string> links
)
{
    /// <summary>What is spoilt.</summary>
    public static readonly IReadOnlyList<string> Targets =
    [
        "journeys",
        "events",
        "batches",
        "headers",
        "addresses",
        "webhooks",
        "links",
    ];

    private static readonly string[] Medias =
    [
        "application/json",
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "text/plain",
    ];

    private readonly Mutator mutator = new(seed);

    public HttpRequestMessage Next(string target) =>
        target switch
        {
            "journeys" => Journey(),
            "events" => Event("application/cloudevents+json", mutator.Text(Good())),
            "batches" => Event("application/cloudevents-batch+json", mutator.Text($"[{Good()}, {Good()}]")),
            "headers" => Headers(),
            "addresses" => Address(),
            "webhooks" => Webhook(),
            "links" => Link(),
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "nothing is spoilt under this name"),
        };

    private HttpRequestMessage Journey()
    {
        var request = Samples.Request();
        var definition = mutator.Below(4) == 0 ? request.Definition : mutator.Any(journeys);
        var body = new JsonObject
        {
            ["definition"] = mutator.Below(3) == 0 ? definition : mutator.Text(definition),
            ["emails"] = Files(request.Emails),
            ["calendars"] = new JsonObject { ["business"] = Maybe(Calendar) },
            ["teams"] = Maybe(request.Teams!),
            ["fields"] = Maybe(request.Fields!),
        }.ToJsonString();
        return Request(
            HttpMethod.Put,
            "/api/journeys/nurture",
            mutator.Below(4) == 0 ? mutator.Bytes(body) : Utf8(body)
        );
    }

    private const string Calendar =
        """{ "calendar": "business", "timeZone": "Europe/Berlin", "hours": { "monday": "09:00-17:00" }, "holidays": ["2026-12-25"] }""";

    private JsonObject Files(IReadOnlyDictionary<string, string> files)
    {
        var spoilt = new JsonObject();
        foreach (var (name, content) in files)
        {
            spoilt[mutator.Below(8) == 0 ? mutator.Text(name) : name] = Maybe(content);
        }

        return spoilt;
    }

    private string Maybe(string text) => mutator.Below(3) == 0 ? mutator.Text(text) : text;

    private string Good() =>
        $$$"""
            { "specversion": "1.0", "id": "{{{mutator.Below(50)}}}", "source": "/crm", "type": "whitepaper.downloaded",
              "subject": "ada{{{mutator.Below(
                9
            )}}}@example.com", "time": "2026-03-02T09:00:00Z", "datacontenttype": "application/json",
              "data": { "topic": "energy", "about": "nurture~x~1.1.1.1", "tags": ["a", 1, true, null],
                        "contact": { "name": "Ada", "timeZone": "Europe/Berlin", "score": 12 }, "account": { "id": "acme", "employees": 10 } } }
            """;

    private HttpRequestMessage Event(string media, string body) =>
        Request(HttpMethod.Post, "/api/events", mutator.Below(4) == 0 ? mutator.Bytes(body) : Utf8(body), media);

    private HttpRequestMessage Headers()
    {
        var request = Event("application/json", """{ "topic": "energy" }""");
        var attributes = new Dictionary<string, string>
        {
            ["ce-specversion"] = "1.0",
            ["ce-id"] = $"{mutator.Below(50)}",
            ["ce-source"] = "/crm",
            ["ce-type"] = "whitepaper.downloaded",
            ["ce-subject"] = "ada@example.com",
            ["ce-time"] = "2026-03-02T09:00:00Z",
        };
        foreach (var (name, value) in attributes)
        {
            if (mutator.Below(10) > 0)
            {
                Add(request, name, Header(Maybe(value)));
            }
        }

        Add(request, $"ce-{mutator.Below(9)}", Header(mutator.Word()));
        return request;
    }

    // A header cannot carry these; the server would refuse the request before we see it.
    private static string Header(string text) => string.Concat(text.Where(letter => letter is >= ' ' and not '\x7f'));

    private static void Add(HttpRequestMessage request, string name, string value) =>
        request.Headers.TryAddWithoutValidation(name, value);

    private HttpRequestMessage Address()
    {
        var endpoint = mutator.Any(addresses);
        var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(Segment));
        var query = string.Join('&', Enumerable.Range(0, mutator.Below(4)).Select(_ => $"{Parameter()}={Value()}"));
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var method = new HttpMethod(mutator.Below(10) == 0 ? "DELETE" : mutator.Any(methods));
        var body = method == HttpMethod.Get ? null : mutator.Bytes(mutator.Any(Bodies));
        return Request(method, $"/{path}?{query}", body, mutator.Any(Medias));
    }

    private static readonly string[] Bodies =
    [
        """{ "by": "mia@us.example", "answers": { "contact.budget": "10 EUR" } }""",
        """{ "visit": 1, "run": 1, "by": "ops@us.example", "reason": "tidy" }""",
        """{ "name": "crm", "roles": ["events"], "expires": "2027-01-01T00:00:00Z" }""",
        "[]",
        "",
    ];

    private static readonly string[] Parameters =
    [
        "top",
        "after",
        "step",
        "status",
        "team",
        "open",
        "owner",
        "contact",
        "state",
        "kind",
        "since",
        "until",
        "t",
        "version",
    ];

    private string Parameter() =>
        mutator.Below(8) == 0 ? Uri.EscapeDataString(mutator.Word()) : mutator.Any(Parameters);

    private string Value() =>
        mutator.Below(3) switch
        {
            0 => mutator.Any(["1", "50", "true", "waiting", "ada@example.com", "inside-sales", "2026-03-02T09:00:00Z"]),
            1 => Escaped(mutator.Word()),
            _ => Escaped(mutator.Text(World.InstanceOf())),
        };

    private string Segment(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) =>
        segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
            ? literal.Content
            : mutator.Below(3) switch
            {
                0 => mutator.Any([
                    Samples.Journey,
                    World.InstanceOf(),
                    $"{World.InstanceOf()}~1.1.1.1",
                    "ada@example.com",
                ]),
                1 => Escaped(mutator.Word()),
                _ => Escaped(mutator.Text(World.InstanceOf())),
            };

    private static readonly string[] Kinds =
    [
        "processed",
        "deferred",
        "delivered",
        "open",
        "click",
        "bounce",
        "dropped",
        "spamreport",
        "unsubscribe",
        "group_unsubscribe",
        "hatched",
    ];

    private HttpRequestMessage Webhook()
    {
        var news = Enumerable.Range(0, 1 + mutator.Below(3)).Select(_ => News());
        return SendGridDouble.Request(Maybe($"[{string.Join(',', news)}]"), now);
    }

    private string News() =>
        Maybe(
            SendGridDouble.Event(
                mutator.Any(Kinds),
                $"{World.InstanceOf()}~1.1.1.{mutator.Below(3)}",
                now.AddSeconds(mutator.Below(100) - 90),
                $"{mutator.Below(200)}",
                """ "url": "https://us.example/a?b=1", "useragent": "Mozilla/5.0", "ip": "192.0.2.1", "sg_machine_open": false, "type": "bounce", "reason": "550 no such user", "asm_group_id": 7 """
            )
        );

    // A link of a mail, or one with the token of another page, as it is or spoilt; by POST with a form.
    private HttpRequestMessage Link()
    {
        var link = mutator.Any(links);
        var (path, token) = ((mutator.Below(4) == 0 ? mutator.Any(links) : link).Split("?t=")[0], link.Split("?t=")[1]);
        var query = mutator.Below(4) == 0 ? $"{Parameter()}={Value()}" : $"t={Escaped(Maybe(token))}";
        var form = Maybe("answer:contact.budget=10%20EUR&marketing.email=on&save=");
        return mutator.Below(2) == 0
            ? Request(HttpMethod.Get, $"{path}?{query}", body: null)
            : Request(HttpMethod.Post, $"{path}?{query}", Utf8(form), "application/x-www-form-urlencoded");
    }

    // The server itself refuses addresses that are too long or hold a zero.
    private static string Escaped(string text)
    {
        var sendable = text.Replace("\0", "", StringComparison.Ordinal);
        var escaped = Uri.EscapeDataString(sendable[..Math.Min(2_000, sendable.Length)]);
        return escaped.Length > 0 ? escaped : "%20";
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static HttpRequestMessage Request(
        HttpMethod method,
        string path,
        byte[]? body,
        string media = "application/json"
    )
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(media);
        }

        return request;
    }
}
