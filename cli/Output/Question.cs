using Journeys.Cli.Commands;

namespace Journeys.Cli.Output;

/// <summary>Asks whoever sits at the terminal.</summary>
internal static class Question
{
    /// <summary>Whether they say yes; anything else is no.</summary>
    /// <param name="question">A sentence with a question mark.</param>
    /// <exception cref="UsageException">Nobody sits there.</exception>
    public static bool Ask(Session session, string question)
    {
        var around = session.Surroundings;
        if (session.Json || !around.InputIsTerminal || !around.ErrorIsTerminal)
        {
            throw new UsageException($"{question} Nobody is at the terminal to say so: give --yes to go ahead.");
        }

        around.Error.Write($"{Clean.Line(question)} [y/N] ");
        around.Error.Flush();
        return around.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
