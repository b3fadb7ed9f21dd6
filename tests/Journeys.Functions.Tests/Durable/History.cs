using System.Text.Json;
using Microsoft.DurableTask;

namespace Journeys.Functions.Tests.Durable;

/// <summary>One thing in the history of an orchestration, as Durable keeps it.</summary>
internal abstract record History
{
    private History() { }

    /// <summary>The orchestrator's code went on at this time; what follows up to the next one reached it together.</summary>
    public sealed record WentOn(DateTime At) : History;

    public sealed record Started(string Input) : History;

    public sealed record ActivityCalled(int Id, string Name, string Input) : History;

    public sealed record ActivityCompleted(int Id, string Result) : History;

    public sealed record ActivityFailed(int Id, TaskFailureDetails Details) : History;

    public sealed record TimerCreated(int Id, DateTime FireAt) : History;

    public sealed record TimerFired(int Id) : History;

    public sealed record EventRaised(string Name, string Payload) : History;

    public sealed record Suspended : History;

    public sealed record Resumed : History;
}

/// <summary>How payloads travel: as JSON, read as the Functions worker reads it unless it is told otherwise.</summary>
internal static class Payload
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static string Write(object? value) => JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);
}
