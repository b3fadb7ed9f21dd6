using Journeys.Local.Clock;
using Journeys.Runtime.Instances;

namespace Journeys.Local.Shards;

/// <summary>Something an instance is to be told, and whoever waits for the answers.</summary>
internal sealed class Order(Telling telling)
{
    private readonly TaskCompletionSource<IReadOnlyList<AdvanceAnswer>> answers = Promise.Of<
        IReadOnlyList<AdvanceAnswer>
    >();

    public Telling Telling { get; } = telling;

    public Task<IReadOnlyList<AdvanceAnswer>> Answers => answers.Task;

    public void Answer(IReadOnlyList<AdvanceAnswer> given) => answers.TrySetResult(given);

    public void Fail(Exception fault) => answers.TrySetException(fault);
}
