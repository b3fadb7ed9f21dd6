using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>
/// How requests reach a storage account: signed, retried with back-off when the network or the service fails
/// (5 tries: 408, 429, 5xx, broken connections), and with one kind of error when all tries have failed.
/// </summary>
internal sealed class StoragePipeline
{
    // With pauses of 0.2, 0.4, 0.8 and 1.6 seconds a restart of Azurite is usually bridged.
    private const int Retries = 4;

    // The first version in which tables accept tokens is 2020-12-06; this one is in every current emulator.
    private const string Version = "2024-08-04";

    private readonly StorageAccount account;
    private readonly HttpPipeline pipeline;

    public StoragePipeline(StorageAccount account, bool tables, StorageWire? wire)
    {
        this.account = account;
        var options = new Options();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = Retries;
        options.Retry.Delay = wire?.FirstPause ?? TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Transport = wire?.Transport ?? Transport(account);
        pipeline = HttpPipelineBuilder.Build(options, Proof(account, tables));
    }

    /// <summary>A request to be filled in.</summary>
    public HttpMessage Message(RequestMethod method, string address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.SetValue("x-ms-version", Version);
        return message;
    }

    /// <summary>Sends it, and returns the answer, of any status that is not for another try.</summary>
    /// <exception cref="StorageUnavailableException">No answer, or a failure of the service, after all tries.</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellation)
    {
        try
        {
            await pipeline.SendAsync(message, cancellation);
        }
        catch (Exception fault) when (IsOutage(fault, cancellation))
        {
            throw new StorageUnavailableException(
                $"The storage account {account} did not answer: {Cause(fault).TrimEnd('.')}.",
                fault
            );
        }

        var response = message.Response;
        return response.Status is >= 500 or 408 or 429 or 401 or 403
            ? throw new StorageUnavailableException(
                $"The storage account {account} answered {StorageError.In(response)}.{Advice(response.Status)}"
            )
            : response;
    }

    private static bool IsOutage(Exception fault, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && fault
            is RequestFailedException
                or AggregateException
                or AuthenticationFailedException
                or OperationCanceledException
                or IOException
                or HttpRequestException;

    private static string Cause(Exception fault) =>
        fault is AggregateException { InnerExceptions: [.., var last] } ? last.Message : fault.Message;

    private static string Advice(int status) =>
        status is 401 or 403
            ? " Check the account key, the clock of this machine, or the roles of the identity"
                + " (Storage Table Data Contributor, Storage Queue Data Contributor)."
            : "";

    private static HttpPipelinePolicy Proof(StorageAccount account, bool tables) =>
        account.Key is { } key
            ? new SharedKey(account, key, tables)
            : new BearerTokenAuthenticationPolicy(account.Credential!, "https://storage.azure.com/.default");

    private static HttpClientTransport Transport(StorageAccount account) =>
        new(
            new HttpClient(
                new SocketsHttpHandler
                {
                    // Azurite closes a connection that was idle for 5 seconds; a request sent at that moment is lost.
                    PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                    MaxConnectionsPerServer = 64,
                    AllowAutoRedirect = false,
                    AutomaticDecompression = DecompressionMethods.None,
                    UseCookies = false,
                    UseProxy = !account.IsLocal,
                    ActivityHeadersPropagator = null,
                }
            )
            {
                // Each try has its own time limit, in the retry options.
                Timeout = Timeout.InfiniteTimeSpan,
            }
        );

    private sealed class Options : ClientOptions;
}

/// <summary>How bytes travel, where not over HTTP to the account; for tests.</summary>
/// <param name="Transport">What answers.</param>
/// <param name="FirstPause">The pause before the second try.</param>
internal sealed record StorageWire(HttpPipelineTransport Transport, TimeSpan FirstPause);
