using Azure.Core;
using Journeys.AzureSdk;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OpenTelemetry
{
    public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
    {
        internal OpenTelemetryBuilder() { }

        public IServiceCollection Services => throw Declared.Only();

        public OpenTelemetryBuilder WithTracing(Action<TracerProviderBuilder> configure) => throw Declared.Only();

        public OpenTelemetryBuilder WithMetrics(Action<MeterProviderBuilder> configure) => throw Declared.Only();
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class OpenTelemetryServicesExtensions
    {
        public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services) => throw Declared.Only();
    }
}

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry
{
    public static class ConfigureFunctionsOpenTelemetry
    {
        public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) =>
            throw Declared.Only();
    }
}

namespace Azure.Monitor.OpenTelemetry.Exporter
{
    public static class OpenTelemetryBuilderExtensions
    {
        public static IOpenTelemetryBuilder UseAzureMonitorExporter(
            this IOpenTelemetryBuilder builder,
            Action<AzureMonitorExporterOptions> configureAzureMonitor
        ) => throw Declared.Only();
    }

    public class AzureMonitorExporterOptions : ClientOptions
    {
        public string? ConnectionString { get; set; }

        public TokenCredential? Credential { get; set; }
    }
}
