using Journeys.Bench;
using Journeys.Bench.Apply;

const string usage = "usage: dotnet run -c Release --project bench -- apply|all [--json]";

var json = args.Contains("--json");
var what = args.Where(arg => arg != "--json").DefaultIfEmpty("all").ToArray();
if (what is not ["apply" or "all"])
{
    await Console.Error.WriteLineAsync(usage);
    return 2;
}

Report[] reports = [ApplyBench.Measure(Repository.Root)];
await Console.Out.WriteLineAsync(json ? Report.Json(reports) : string.Join("\n\n", reports.Select(Report.Text)));
return 0;
