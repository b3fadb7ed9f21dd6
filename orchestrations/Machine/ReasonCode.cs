using System.Text.Json.Serialization;

namespace Journeys.Orchestrations.Machine;

/// <summary>The rules that decide. Persisted by name; a name never changes its meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReasonCode>))]
public enum ReasonCode
{
    Entered,
}
