namespace Journeys.Local.Clock;

/// <summary>Makes promises that never run their awaiters inside the call that keeps them.</summary>
internal static class Promise
{
    public static TaskCompletionSource Of() => new(Options);

    public static TaskCompletionSource<T> Of<T>() => new(Options);

    // A synchronization context, where there is one, already takes the awaiters. Asking for the thread pool as well would
    // lead around it, and a test that decides what runs next could not.
    private static TaskCreationOptions Options =>
        SynchronizationContext.Current is null
            ? TaskCreationOptions.RunContinuationsAsynchronously
            : TaskCreationOptions.None;
}
