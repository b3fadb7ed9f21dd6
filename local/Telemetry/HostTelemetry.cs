using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Journeys.Local.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. The other variables of
/// OpenTelemetry (protocol, headers, service name) count too.
/// Source: opentelemetry.io/docs/specs/otel/protocol/exporter.
/// </summary>
public sealed class HostTelemetry : IDisposable
{
    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    private HostTelemetry(TracerProvider traces, MeterProvider metrics) =>
        (this.traces, this.metrics) = (traces, metrics);

    /// <summary>Begins to send; null when nothing says where to.</summary>
    /// <param name="endpoint">The collector's address; null: none.</param>
    /// <param name="version">The host's version.</param>
    public static HostTelemetry? Start(Uri? endpoint, string version)
    {
        if (endpoint is null)
        {
            return null;
        }

        // The exporter reads its variables itself, and appends its paths only to an address that it found there.
        Environment.SetEnvironmentVariable(Runtime.SettingsNames.Telemetry, endpoint.AbsoluteUri);
        // The variable OTEL_SERVICE_NAME, which the default resource knows, overrides the name.
        var resource = ResourceBuilder
            .CreateEmpty()
            .AddService("journeys", serviceVersion: version)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        return new(
            Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(Runtime.Telemetry.Name, "Microsoft.AspNetCore", "System.Net.Http")
                .AddOtlpExporter()
                .Build(),
            Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(Runtime.Telemetry.Name, "Microsoft.AspNetCore.Hosting")
                .AddOtlpExporter()
                .Build()
        );
    }

    /// <summary>Sends what is left; a collector that does not answer is given a few seconds.</summary>
    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}
