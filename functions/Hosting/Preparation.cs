using Journeys.Functions.Settings;
using Journeys.Runtime;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Hosting;

/// <summary>
/// Makes the tables and publishes the workspace before the first function runs, so that none meets a half-made host. Every
/// worker does it: what is there already stays as it is.
/// </summary>
public sealed class Preparation(
    FunctionsSettings settings,
    ITables tables,
    Publisher publisher,
    HostVitals vitals,
    ILogger<Preparation> log
) : IHostedLifecycleService
{
    private const string Captured =
        $"Mails are captured in the table {CapturedMail.Table} and not sent. Set {SettingsNames.SendGridApiKey} to send them.";

    /// <summary>Runs before the worker tells the Functions host that it is there.</summary>
    /// <exception cref="StorageUnavailableException">The store does not answer; the platform starts the worker again.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in settings.Warnings)
        {
            FunctionsLog.Setting(log, warning);
        }

        vitals.Mail = MailWords.Of(settings.SendGrid);
        await tables.EnsureTablesAsync(cancellationToken);
        if (settings.SendGrid is null)
        {
            await tables.EnsureTableAsync(CapturedMail.Table, cancellationToken);
            vitals.Report("mail", Captured);
        }

        if (settings.Workspace is { } folder)
        {
            await PublishAsync(folder, cancellationToken);
        }
    }

    private async Task PublishAsync(string folder, CancellationToken cancellation)
    {
        var publishing = new WorkspacePublishing(publisher, folder);
        foreach (var journey in await publishing.PublishAsync(folder, cancellation))
        {
            var findings = journey.Findings.Count == 0 ? "no findings" : string.Join("; ", journey.Findings);
            if (journey.IsLive)
            {
                FunctionsLog.Live(log, journey.Name, findings);
            }
            else
            {
                FunctionsLog.NotPublished(log, journey.Name, findings);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
