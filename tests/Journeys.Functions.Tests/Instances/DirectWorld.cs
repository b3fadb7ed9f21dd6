using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Functions.Tests.Instances;

/// <summary>The runtime without a scheduler: whoever tells an instance something does all that follows.</summary>
internal sealed class DirectWorld(World world) : IStoryWorld
{
    public Postbox Post => world.Post;

    public InMemoryTables Store => world.Store;

    public DateTimeOffset Clock => world.Time.GetUtcNow();

    public T Get<T>()
        where T : notnull => world.Get<T>();

    public T Do<T>(Func<Task<T>> call) => call().GetAwaiter().GetResult();

    public void Pass(TimeSpan span) => world.PassAsync(span).GetAwaiter().GetResult();

    public void Publish(PublishRequest request, string journey) =>
        world.PublishAsync(request, journey).GetAwaiter().GetResult();
}
