using Journeys.Bench;
using Journeys.Bench.Apply;
using Journeys.Bench.Host;
using Journeys.Bench.Simulate;
using Journeys.Bench.Survive;
using Journeys.Bench.Validate;
using Journeys.Local.Commands;

if (args is ["survive", ..])
{
    // What was started here must not outlive it.
    using var stop = new StopSignal();
    return await SurviveCommand.RunAsync(args[1..], stop.Token);
}

string[] known = ["apply", "validate", "simulate", "host", "latency"];
var json = args.Contains("--json");
var named = args.Where(arg => arg != "--json").ToArray();
if (named is not [var one] || (one != "all" && !known.Contains(one)))
{
    await Console.Error.WriteLineAsync(
        $"usage: dotnet run -c Release --project bench -- {string.Join('|', known)}|all [--json]"
            + $"{Environment.NewLine}       dotnet run -c Release --project bench -- survive --help"
    );
    return 2;
}

var reports = new List<Report>();
foreach (var name in one == "all" ? known : [one])
{
    reports.Add(
        name switch
        {
            "apply" => ApplyBench.Measure(Repository.Root),
            "validate" => ValidateBench.Measure(),
            "simulate" => SimulateBench.Measure(Repository.Root),
            "host" => await HostBench.MeasureAsync(CancellationToken.None),
            _ => await LatencyBench.MeasureAsync(CancellationToken.None),
        }
    );
    if (!json)
    {
        Console.WriteLine($"{Report.Text(reports[^1])}{Environment.NewLine}");
    }
}

if (json)
{
    Console.WriteLine(Report.Json(reports));
}

return 0;
