namespace Journeys.Local.Azurite;

/// <summary>The processes of this machine, as far as Azurite needs them.</summary>
internal interface IChildProcesses
{
    /// <summary>The process we are.</summary>
    ProcessMark Self { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="AzuriteException">The program is not on this machine.</exception>
    IChildProcess Start(string program, IReadOnlyList<string> arguments);

    /// <summary>A process that an earlier host started; null when it has ended, or its number now names another.</summary>
    IChildProcess? Find(ProcessMark mark);
}

/// <summary>A process that runs, or has ended.</summary>
internal interface IChildProcess : IDisposable
{
    ProcessMark Mark { get; }

    /// <summary>Completes when it has ended, with its exit code if that can be known.</summary>
    Task<int?> Exited { get; }

    /// <summary>Asks it to save what it has, and to end.</summary>
    void AskToStop();

    /// <summary>Ends it at once.</summary>
    void Kill();
}

/// <summary>Which process: numbers are used again, so its start is part of its name.</summary>
/// <param name="Id">The number that the system gave it.</param>
/// <param name="Started">When it started, by the clock of the machine.</param>
internal sealed record ProcessMark(int Id, DateTimeOffset Started);

/// <summary>An Azurite that a host of ours started, and that host.</summary>
internal sealed record AzuriteMark(ProcessMark Azurite, ProcessMark Host);

/// <summary>Azurite cannot be started or used. The message says what to do.</summary>
public sealed class AzuriteException(string message, Exception? inner = null) : Exception(message, inner);
