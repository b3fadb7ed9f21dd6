using System.Globalization;
using Journeys.Local.Settings;
using Journeys.Runtime.Mail;
using NodaTime;

namespace Journeys.Local.Commands;

/// <summary>What a host says when it has started: where it listens, on what it stands, and what to try next.</summary>
internal static class Banner
{
    /// <summary>Writes the lines; what is wrong with journeys goes to <paramref name="error"/>.</summary>
    public static void Write(LocalHost host, TextWriter output, TextWriter error)
    {
        foreach (var journey in host.Workspace.Where(journey => journey.Findings.Count > 0))
        {
            error.WriteLine(
                journey.IsLive
                    ? $"{journey.Name} is published, with warnings:"
                    : $"{journey.Name} has errors and was not published; a version that was live before still is:"
            );
            foreach (var finding in journey.Findings)
            {
                error.WriteLine($"  {finding}");
            }
        }

        output.WriteLine($"Journeys listens on {host.Address}");
        output.WriteLine($"  storage   {Storage(host)}");
        output.WriteLine($"  queue     {host.Ports.Queue.Name}");
        output.WriteLine($"  clock     {Clock(host)}");
        output.WriteLine($"  journeys  {Journeys(host)}");
        output.WriteLine($"  mail      {MailWords.Of(host.Settings.SendGrid)}");
        output.WriteLine();
        output.WriteLine("Try in another terminal:");
        output.WriteLine(
            """  ./journeys send --type whitepaper.downloaded --contact mia@example.com --data '{"topic":"energy"}'"""
        );
        output.WriteLine("  ./journeys show mia@example.com");
        output.WriteLine("Ctrl-C stops it; the next start continues where this one stood.");
    }

    private static string Storage(LocalHost host)
    {
        var account = host.Ports.Account;
        var place = account is null
            ? "memory"
            : $"{account.Name} at {account.Tables.GetLeftPart(UriPartial.Authority)}";
        var azurite =
            host.Ports.AzuriteData is { } data ? $", an Azurite of this host, data in {Relative(data)}"
            : host.Ports.Azurite is not null ? ", an Azurite that was running"
            : "";
        var prefix = host.Settings.TablePrefix is { Length: > 0 } letters ? $", tables {letters}…" : "";
        return place + azurite + prefix;
    }

    private static string Clock(LocalHost host)
    {
        var now = host.Clock.Now;
        var shown = now.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var since = host.Ahead > Duration.FromHours(1) ? $", {Ahead(host.Ahead)} ahead since an earlier run" : "";
        return $"{Speed.Words(host.Clock.Speed)}; it shows {shown} UTC{since}";
    }

    private static string Ahead(Duration ahead) =>
        ahead.TotalDays >= 2 ? $"{ahead.TotalDays:0} days" : $"{ahead.TotalHours:0} hours";

    private static string Journeys(LocalHost host)
    {
        if (host.Settings.Workspace is not { } folder)
        {
            return "those that were published before";
        }

        var live = host.Workspace.Where(journey => journey.IsLive).Select(journey => journey.Name).ToList();
        return live.Count > 0
            ? $"{string.Join(", ", live)} (from {Relative(folder)})"
            : $"none in {Relative(folder)} could be published";
    }

    private static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
