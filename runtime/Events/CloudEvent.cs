using System.Text.Json;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// One event as it came, in the terms of CloudEvents 1.0.2 (github.com/cloudevents/spec), whichever way it was sent.
/// Its attributes have passed <see cref="CloudEventReader"/>'s rules.
/// </summary>
/// <param name="Id">Names the event within its source.</param>
/// <param name="Source">The system it comes from.</param>
/// <param name="Type">What happened: <c>whitepaper.downloaded</c>.</param>
/// <param name="Subject">The contact it happened to.</param>
/// <param name="Time">When it happened; null when the sender did not say.</param>
/// <param name="DataContentType">The media type of the data as the sender gave it; null when it did not.</param>
/// <param name="Data">A JSON object; undefined when the event has none.</param>
/// <param name="Extensions">Every other attribute by name, as text.</param>
public sealed record CloudEvent(
    string Id,
    string Source,
    string Type,
    string Subject,
    Instant? Time,
    string? DataContentType,
    JsonElement Data,
    IReadOnlyDictionary<string, string> Extensions
);
