using System.Diagnostics;
using Journeys.Orchestrations.Machine;

namespace Journeys.Runtime.Effects;

/// <summary>Effects in words, for the people who read an instance's history.</summary>
public static class EffectWords
{
    /// <summary>The name of a mail.</summary>
    public const string SendEmail = "sendEmail";

    /// <summary>The effect's name, as in its persisted JSON.</summary>
    public static string Kind(Effect effect) =>
        effect switch
        {
            Effect.SendEmail => SendEmail,
            Effect.OpenTask => "openTask",
            Effect.CloseTask => "closeTask",
            Effect.Notify => "notify",
            Effect.CallWebhook => "callWebhook",
            Effect.PublishEvent => "publishEvent",
            Effect.UpdateContact => "updateContact",
            Effect.StartJourney => "startJourney",
            _ => throw new UnreachableException($"{effect.GetType().Name} has no name"),
        };

    /// <summary>What it does.</summary>
    public static string What(Effect effect) =>
        effect switch
        {
            Effect.SendEmail email => $"send the mail \"{email.Template}\"",
            Effect.OpenTask { Kind: TaskKind.Handoff } task => $"put a hand-over before {task.Team}",
            Effect.OpenTask task => $"put a task before {task.Team}",
            Effect.CloseTask task => $"take the task off the list of {task.Team} as {task.Outcome}",
            Effect.Notify notify => $"tell {notify.To ?? "the owner of the task"}",
            Effect.CallWebhook call => $"{call.Method} {call.Url}",
            Effect.PublishEvent publish => $"publish {publish.Type}",
            Effect.UpdateContact update =>
                $"change {string.Join(", ", update.Changes.Select(c => $"contact.{c.Field}"))}",
            Effect.StartJourney start => $"start the journey {start.Journey}",
            _ => throw new UnreachableException($"{effect.GetType().Name} has no words"),
        };
}
