using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Journeys.Local.Hosting;
using Journeys.Local.Http;
using Journeys.Local.Settings;
using Journeys.Local.Storage;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime;
using Journeys.Runtime.Access;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Tests.Http;

/// <summary>A host whose every secret can be recognised, and everything that it says.</summary>
public sealed class SecretsTests
{
    private const string Marked = "c2VjcmV0";

    private static readonly string Bytes = Marked + Convert.ToBase64String(new byte[30]);

    private readonly ConcurrentQueue<string> said = [];

    [Fact]
    public async Task No_secret_of_the_settings_is_in_a_log_an_answer_an_error_or_the_document()
    {
        var settings = Settings();
        said.Enqueue(settings.ToString());
        using var loggers = LoggerFactory.Create(logging =>
            logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Ear(said))
        );
        var tables = new FaultyTables();
        await using var host = await HostStart.RunAsync(
            settings,
            new HostAddress(IPAddress.Loopback, 7071),
            new HostPorts(
                tables,
                new InMemoryQueue("journey-events", TimeProvider.System),
                new InMemoryQueue("journey-events-poison", TimeProvider.System)
            ),
            loggers,
            server => server.UseTestServer(),
            default
        );
        said.Enqueue(host.Services.GetRequiredService<RuntimeSettings>().ToString());
        using var client = (
            (TestServer)host.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        ).CreateClient();

        await AskEverythingAsync(client);
        tables.Fault = _ => new InvalidOperationException("broken");
        await AskEverythingAsync(client);

        Assert.True(said.Count > 100);
        Assert.DoesNotContain(said, text => text.Contains(Marked, StringComparison.OrdinalIgnoreCase));
    }

    private static LocalSettings Settings()
    {
        var given = new Dictionary<string, string>
        {
            [SettingsNames.Storage] =
                $"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={Bytes};TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:2/a",
            [SettingsNames.ApiKey] = Bytes,
            [SettingsNames.LinkKeys] = Bytes,
            [SettingsNames.WebhooksSecret] = "whsec_" + Bytes,
            [SettingsNames.Speed] = "1x",
        };
        return new SettingsReader(given, _ => null, new Dictionary<string, string>()).Read("", "") with
        {
            Speed = 0,
            Workspace = null,
        };
    }

    private async Task AskEverythingAsync(HttpClient client)
    {
        var addresses = ApiAddress
            .All.Select(address => (address.Method, address.Path))
            .Append(("GET", "/"))
            .Append(("GET", "/openapi.json"))
            .Append(("DELETE", "/api/events"))
            .Append(("GET", "/api/nothing"));
        foreach (var (method, path) in addresses)
        {
            foreach (var key in new[] { Bytes, Bytes[..^1], null })
            {
                using var request = new HttpRequestMessage(new(method), path);
                request.Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
                request.Headers.TryAddWithoutValidation("X-Api-Key", key);
                using var answer = await client.SendAsync(request);
                said.Enqueue($"{answer.Headers} {answer.Content.Headers} {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    private sealed class Ear(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => said.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
