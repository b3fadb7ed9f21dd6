namespace Journeys.Runtime.Tables;

/// <summary>
/// Asks a store again that does not answer, after pauses of which each is twice the one before. Nothing that was accepted is
/// given up because the store is away.
/// </summary>
/// <param name="First">The first pause.</param>
/// <param name="Longest">What they grow to.</param>
public sealed record Retries(TimeSpan First, TimeSpan Longest)
{
    /// <summary>For what a caller or an instance waits for: from 200 milliseconds to five seconds.</summary>
    public static Retries Short { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <summary>For work that nobody waits for: from five seconds to five minutes.</summary>
    public static Retries Long { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    /// <summary>Does something, again and again until the store answers.</summary>
    /// <param name="work">What to do; it must bear being done again.</param>
    /// <param name="tell">Is told why it waits, and for how long.</param>
    /// <param name="wall">The clock on the wall: the store is real, however fast the host's own clock runs.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> UntilAnsweredAsync<T>(
        Func<Task<T>> work,
        Action<StorageUnavailableException, TimeSpan> tell,
        TimeProvider wall,
        CancellationToken cancellation
    )
    {
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                return await work();
            }
            catch (StorageUnavailableException fault)
            {
                tell(fault, pause);
                await Task.Delay(pause, wall, cancellation);
            }
        }
    }

    /// <inheritdoc cref="UntilAnsweredAsync{T}"/>
    public Task UntilAnsweredAsync(
        Func<Task> work,
        Action<StorageUnavailableException, TimeSpan> tell,
        TimeProvider wall,
        CancellationToken cancellation
    ) =>
        UntilAnsweredAsync(
            async () =>
            {
                await work();
                return true;
            },
            tell,
            wall,
            cancellation
        );
}
