namespace Journeys.Orchestrations.Machine;

/// <summary>Reasons in words, for people.</summary>
public static class ReasonWords
{
    public static string Of(Reason reason) => reason.Code.ToString();
}
