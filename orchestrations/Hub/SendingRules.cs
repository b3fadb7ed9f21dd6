using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Hub;

/// <summary>
/// Whether a contact may be written to. The step that decides a mail and the performer that hands it over both ask here, so
/// what was withdrawn between the two counts.
/// </summary>
public static class SendingRules
{
    private const string Suppressed = $"contact.{Permissions.Field}";

    private const string Consented = "contact.consent.marketing";

    /// <summary>Why a mail must not be sent; null when it may.</summary>
    /// <param name="sendingClass">The mail's class: <see cref="Sendings"/>.</param>
    /// <param name="sight">The facts of the moment.</param>
    public static Reason? Refusal(string sendingClass, Sight sight)
    {
        var isMarketing = sendingClass == Sendings.Marketing;
        if (sight.Look(Suppressed)?.ToString() is { } why && (isMarketing || why != Suppression.Complained))
        {
            return new(ReasonCode.Suppressed, sendingClass, why);
        }

        return isMarketing && sight.Look(Consented) is not FieldValue.Flag(true)
            ? new(ReasonCode.NoConsent, sendingClass)
            : null;
    }
}
