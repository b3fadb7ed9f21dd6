using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime;
using Journeys.Runtime.Effects;

namespace Journeys.Functions.Tests.Infra;

public sealed partial class AlertTests
{
    private static readonly string Alerts = Sources.Bicep["modules/alerts.bicep"].Source;

    [Fact]
    public void An_alert_asks_for_metrics_that_are_measured()
    {
        var asked = MetricName().Matches(Alerts).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.Contains("journeys.overdue", asked);
        Assert.Empty(asked.Except(Measured()));
    }

    [Fact]
    public void An_alert_about_effects_uses_the_words_of_the_ledger()
    {
        var asked = StatusWord().Matches(Alerts).Select(match => match.Groups["word"].Value).ToList();

        Assert.Equal([EffectStatusWords.Of(EffectStatus.Uncertain), EffectStatusWords.Of(EffectStatus.Failed)], asked);
    }

    private static List<string> Measured()
    {
        var names = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                {
                    names.Add(instrument.Name);
                }
            },
        };
        // The instruments are there once somebody uses the class.
        RuntimeHelpers.RunClassConstructor(typeof(Telemetry).TypeHandle);
        listener.Start();
        return names;
    }

    [GeneratedRegex("Name == \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MetricName();

    [GeneratedRegex("\\[\"status\"\\]\\) == \"(?<word>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex StatusWord();
}
