using Grpc.Core;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Instances;

/// <summary>
/// Ends the orchestration of an instance whose contact was erased, and purges its history. Neither its name nor its history
/// names the contact: the id is a hash, and everything else is numbers, steps and instants. One that is alive is terminated
/// first, and purged on a later look.
/// </summary>
public sealed class PurgedInstances(DurableClients clients) : IInstanceMemory
{
    public async Task ForgetAsync(InstancePlace place, CancellationToken cancellation)
    {
        var instance = place.Instance;
        var client = clients.Current;
        try
        {
            switch (await client.GetInstanceAsync(instance, getInputsAndOutputs: false, cancellation))
            {
                case null:
                    return;
                case { IsCompleted: false }:
                    await client.TerminateInstanceAsync(instance, cancellation);
                    return;
                default:
                    await client.PurgeInstanceAsync(instance, options: null, cancellation);
                    return;
            }
        }
        catch (RpcException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new StorageUnavailableException(
                $"The rows of {instance} are gone, but Durable did not end its orchestration; it is tried again.",
                fault
            );
        }
    }
}
