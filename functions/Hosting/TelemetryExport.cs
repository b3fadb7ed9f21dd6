using Azure.Core;
using Azure.Identity;
using Journeys.Functions.Settings;
using Journeys.Runtime;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
#if AZURE_EXTRAS
using Azure.Monitor.OpenTelemetry.Exporter;
#endif

namespace Journeys.Functions.Hosting;

/// <summary>
/// Sends traces, metrics and logs to Application Insights, to a collector, to both, or nowhere, as the settings say. The
/// Functions host does the same for its own part, because host.json has it speak OpenTelemetry too.
/// </summary>
public static class TelemetryExport
{
    private const string ByIdentity = "Authorization=AAD";
    private const string ClientId = "ClientId=";

    public static void AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        var telemetry = services.AddOpenTelemetry();
        telemetry.UseFunctionsWorkerDefaults();
        telemetry.WithTracing(traces => traces.AddSource(Telemetry.Name));
        telemetry.WithMetrics(metrics => metrics.AddMeter(Telemetry.Name));
        if (settings.ApplicationInsights is { } connection)
        {
            ToApplicationInsights(telemetry, connection, Credential(settings.Authentication));
        }

        if (settings.Collector is not null)
        {
            // Reads its address, and the other variables of OpenTelemetry, itself.
            telemetry.UseOtlpExporter();
        }
    }

    private static void ToApplicationInsights(
        IOpenTelemetryBuilder telemetry,
        string connection,
        TokenCredential? credential
    )
    {
#if AZURE_EXTRAS
        telemetry.UseAzureMonitorExporter(exporter =>
        {
            exporter.ConnectionString = connection;
            exporter.Credential = credential;
        });
#else
        throw new SettingsException(
            $"{SettingsNames.ApplicationInsights} is set, but this app was built on a machine whose registries lack the package "
                + "Azure.Monitor.OpenTelemetry.Exporter: build it where they have it, or send telemetry to a collector."
        );
#endif
    }

    /// <summary>Who we are to Application Insights; null: whoever has the connection string.</summary>
    /// <param name="authentication">The setting, which the Functions host reads in the same way.</param>
    public static TokenCredential? Credential(string? authentication)
    {
        var parts = (authentication ?? "").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (!parts.Contains(ByIdentity, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var client = parts.FirstOrDefault(part => part.StartsWith(ClientId, StringComparison.OrdinalIgnoreCase));
        return new ManagedIdentityCredential(
            client is null
                ? ManagedIdentityId.SystemAssigned
                : ManagedIdentityId.FromUserAssignedClientId(client[ClientId.Length..])
        );
    }
}
