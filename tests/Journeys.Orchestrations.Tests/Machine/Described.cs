using System.Globalization;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>States, effects and reasons as one line each, complete, with times by the clock on the journey's wall.</summary>
/// <param name="zone">The journey's zone.</param>
internal sealed class Described(DateTimeZone zone)
{
    public string State(JourneyState state) =>
        state switch
        {
            JourneyState.Unentered => "not entered",
            JourneyState.Waiting waiting =>
                $"waiting at {waiting.Visit.Step}{For(waiting.For)} until {Time(waiting.Due)}",
            JourneyState.Performing performing => $"performing {performing.Visit.Step}",
            JourneyState.Held held => $"held at {held.Visit.Step}: {held.Because}",
            JourneyState.Paused paused => $"paused {State(paused.Inner)}",
            JourneyState.Finished finished => $"finished: {finished.Outcome}",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public string Effect(Effect effect) => $"{Short(effect.Id)} {Words(effect)}";

    public static string Passage(Passage passage) =>
        $"{passage.Step}: {passage.Because}{(passage.To is null ? "" : $" > {passage.To}")}";

    private string Words(Effect effect) =>
        effect switch
        {
            Effect.SendEmail email =>
                $"email {email.Template} ({email.Class}){(email.Turn is null ? "" : ", its turn")}",
            Effect.OpenTask open => $"open {Kind(open.Kind)} \"{open.Title}\" for {open.Team} due {Time(open.Due)}"
                + $" [{string.Join(", ", open.Outcomes)}]"
                + (open.Asks.IsEmpty ? "" : $" asking {string.Join(", ", open.Asks)}"),
            Effect.CloseTask close =>
                $"close {Short(close.Task)} of {close.Team} due {Time(close.Due)}: {close.Outcome}"
                    + (close.By is null ? "" : $" by {close.By}"),
            Effect.Notify notify => $"tell {notify.To ?? "its owner"} \"{notify.Message}\""
                + (notify.Task is null ? "" : $" about {Short(notify.Task)}"),
            Effect.CallWebhook call => $"{call.Method} {call.Url} {Json(call.Body)}",
            Effect.PublishEvent publish => $"publish {publish.Type} {Json(publish.Data)}",
            Effect.UpdateContact update => $"update {string.Join(", ", update.Changes.Select(Change))}",
            Effect.StartJourney start => $"start {start.Journey} {Json(start.Data)}",
            _ => throw new ArgumentOutOfRangeException(nameof(effect)),
        };

    private static string For(WaitingFor waitingFor) =>
        waitingFor switch
        {
            WaitingFor.Step => "",
            WaitingFor.Answer => " for an answer",
            WaitingFor.QuietHours => " for the end of quiet hours",
            WaitingFor.Retry => " for another try",
            WaitingFor.Confirmation => " for word from the provider",
            WaitingFor.Turn => " for its turn",
            _ => throw new ArgumentOutOfRangeException(nameof(waitingFor)),
        };

    private static string Change(FieldChange change) =>
        change.Change switch
        {
            ChangeKind.Set => $"{change.Field} = {change.Value}",
            ChangeKind.Add => $"{change.Field} + {change.Value}",
            _ => $"{change.Field} cleared",
        };

    private static string Kind(TaskKind kind) => kind == TaskKind.Task ? "task" : "handoff";

    private static string Json(Fields fields) => JsonSerializer.Serialize(fields);

    // Without the instance: run.visit.attempt.ordinal.
    private static string Short(string id) => id[(id.LastIndexOf('~') + 1)..];

    private string Time(Instant instant)
    {
        var local = instant.InZone(zone).LocalDateTime;
        var pattern = local.Second == 0 ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd HH:mm:ss";
        return local.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
