using System.Text.Json;

namespace Journeys.Runtime.Instances;

/// <summary>States for those who look at many: one that cannot be read must not keep the others from being seen.</summary>
public static class ReadableStates
{
    /// <summary>Where an instance stands; null when this version cannot read its row.</summary>
    public static async Task<Standing?> TryLoadAsync(
        this Advance advance,
        string instance,
        CancellationToken cancellation
    )
    {
        try
        {
            return await advance.LoadAsync(instance, cancellation);
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            return null;
        }
    }

    /// <summary>Whether a fault says that a row is of another version, or damaged.</summary>
    public static bool IsUnreadable(Exception fault) =>
        fault is InvalidDataException or JsonException or KeyNotFoundException or InvalidCastException;
}
