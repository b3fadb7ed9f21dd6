using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Simulation;

/// <summary>
/// Where chance comes from. A draw is named by whom and what it is for, not by its turn: so the same contact does the same
/// in another version of a journey wherever the two are alike, and no order of work changes anything.
/// </summary>
public interface IDraws
{
    /// <summary>The draw of this name; always the same.</summary>
    /// <param name="contact">The number of the contact, from 0.</param>
    /// <param name="purpose">What it is for: <see cref="Purpose.Of"/>.</param>
    /// <param name="occurrence">Which time for this contact and purpose, from 0.</param>
    Draw Of(uint contact, ulong purpose, uint occurrence);
}

/// <summary>Two independent numbers, each alike between 0 and 1 and never one of both.</summary>
/// <param name="Chance">Decides whether, or which.</param>
/// <param name="Length">Decides how long, as the share of those that are quicker.</param>
public readonly record struct Draw(double Chance, double Length);

/// <summary>Names what a draw is for.</summary>
public static class Purpose
{
    /// <summary>The number that stands for a purpose in words.</summary>
    public static ulong Of(string words) =>
        ((ulong)StableHash.Number(words) << 32) | StableHash.Number($"{words}\nand again");
}
