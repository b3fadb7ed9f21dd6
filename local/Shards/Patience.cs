using Journeys.Runtime.Tables;

namespace Journeys.Local.Shards;

/// <summary>Does something until the store answers. Nothing that was accepted is given up because the store is away.</summary>
internal static class Patience
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static async Task<T> UntilAnsweredAsync<T>(
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
}
