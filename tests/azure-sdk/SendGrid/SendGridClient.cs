#nullable disable

using System.Net.Http.Headers;
using Journeys.AzureSdk;
using SendGrid.Helpers.Mail;

namespace SendGrid;

public interface ISendGridClient
{
    string UrlPath { get; set; }

    string Version { get; set; }

    string MediaType { get; set; }

    AuthenticationHeaderValue AddAuthorization(KeyValuePair<string, string> header);

    Task<Response> MakeRequest(HttpRequestMessage request, CancellationToken cancellationToken = default);

    Task<Response> RequestAsync(
        BaseClient.Method method,
        string requestBody = null,
        string queryParams = null,
        string urlPath = null,
        CancellationToken cancellationToken = default
    );

    Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default);
}

public abstract class BaseClient : ISendGridClient
{
    protected BaseClient(HttpClient httpClient, BaseClientOptions options) => throw Declared.Only();

    public enum Method
    {
        DELETE,
        GET,
        PATCH,
        POST,
        PUT,
    }

    public string UrlPath { get; set; }

    public string Version { get; set; }

    public string MediaType { get; set; }

    public virtual AuthenticationHeaderValue AddAuthorization(KeyValuePair<string, string> header) =>
        throw Declared.Only();

    public virtual Task<Response> MakeRequest(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default
    ) => throw Declared.Only();

    public Task<Response> RequestAsync(
        Method method,
        string requestBody = null,
        string queryParams = null,
        string urlPath = null,
        CancellationToken cancellationToken = default
    ) => throw Declared.Only();

    public Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default) =>
        throw Declared.Only();
}

public class SendGridClient : BaseClient
{
    public SendGridClient(HttpClient httpClient, SendGridClientOptions options)
        : base(httpClient, options) { }
}
