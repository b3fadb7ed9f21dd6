using Journeys.Local.Commands;

using var signal = new StopSignal();
return await CommandLine.RunAsync(args, Console.Out, Console.Error, signal.Token);
