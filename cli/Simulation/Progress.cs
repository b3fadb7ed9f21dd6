using Journeys.Cli.Output;
using Spectre.Console;

namespace Journeys.Cli.Simulation;

/// <summary>Shows on stderr how far a simulation has come, when a person looks at it.</summary>
internal static class Progress
{
    /// <summary>Does some work with a progress bar.</summary>
    /// <param name="what">What is done, in words.</param>
    /// <param name="total">How many there are to do.</param>
    /// <param name="work">Does it; is given what to tell of how many more are done, from any thread.</param>
    public static T Show<T>(Screen screen, string what, long total, Func<Action<int>, T> work)
    {
        if (screen.Live is not { } console)
        {
            return work(static _ => { });
        }

        return console
            .Progress()
            .AutoClear(enabled: true)
            .HideCompleted(enabled: true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: total);
                return work(more => task.Increment(more));
            });
    }
}
