using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Instances;

/// <summary>
/// Holds the client of Durable Functions for code that no function calls directly. The Functions host binds clients to
/// functions only, so every function that may tell an instance something takes a client and hands it over first. A client
/// stays good after its function ended: all of a process share one channel to the host.
/// </summary>
public sealed class DurableClients
{
    private DurableTaskClient? newest;

    /// <summary>The client handed over last.</summary>
    /// <exception cref="InvalidOperationException">None was yet: a function of ours forgot to.</exception>
    public DurableTaskClient Current =>
        Volatile.Read(ref newest)
        ?? throw new InvalidOperationException(
            "No Durable client was handed over: a function that tells instances something must take one and call Use."
        );

    public void Use(DurableTaskClient client) => Volatile.Write(ref newest, client);
}
