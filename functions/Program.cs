using Journeys.Functions.Hosting;
using Journeys.Functions.Http;
using Journeys.Functions.Settings;
using Journeys.Functions.Storage;
using Journeys.Runtime;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
try
{
    var settings = new SettingsReader(builder.Configuration, AppContext.BaseDirectory).Read();
    builder.ConfigureFunctionsWebApplication();
    builder.UseMiddleware<ApiMiddleware>();
    builder.Services.AddAzureHost(builder.Configuration, settings, builder.Environment.IsDevelopment());
    builder.Services.AddTelemetry(settings.Telemetry);
}
catch (Exception wrong) when (wrong is SettingsException or ConnectionMissingException)
{
    // The Functions host shows this line, and without it only that the worker ended.
    await Console.Error.WriteLineAsync($"Journeys cannot start: {wrong.Message}");
    return 1;
}

await builder.Build().RunAsync();
return 0;
