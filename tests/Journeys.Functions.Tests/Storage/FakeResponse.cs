using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Journeys.Functions.Tests.Storage;

/// <summary>An answer of the service.</summary>
internal sealed class FakeResponse(int status, string code = "", string etag = "") : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    // The client reads the table service's own error format; without the client only this one is understood.
    public override Stream? ContentStream { get; set; } =
        new MemoryStream(Encoding.UTF8.GetBytes($$"""{"error":{"code":"{{code}}","message":"It is {{code}}."} }"""));

    public override string ClientRequestId { get; set; } = "1";

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        etag.Length > 0 ? [new HttpHeader("ETag", etag)] : [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = name.Equals("ETag", StringComparison.OrdinalIgnoreCase) && etag.Length > 0 ? etag : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
