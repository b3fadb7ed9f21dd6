using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Functions.Tests.Instances;

/// <summary>A host in memory that a story can be told to, whichever it is.</summary>
internal interface IStoryWorld
{
    Postbox Post { get; }

    InMemoryTables Store { get; }

    DateTimeOffset Clock { get; }

    T Get<T>()
        where T : notnull;

    /// <summary>Does something, and lets the host do all that follows from it at this instant.</summary>
    T Do<T>(Func<Task<T>> call);

    void Pass(TimeSpan span);

    void Publish(PublishRequest request, string journey);
}
