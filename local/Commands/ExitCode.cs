namespace Journeys.Local.Commands;

/// <summary>What a command says to the shell when it ends; the root help lists the same.</summary>
internal enum ExitCode
{
    /// <summary>It was stopped, or is done.</summary>
    Done = 0,

    /// <summary>The host cannot start, or broke.</summary>
    Failed = 1,

    /// <summary>The command line makes no sense.</summary>
    Usage = 2,

    /// <summary>Ctrl-C: the first ends <c>demo</c>, a second ends <c>up</c> at once.</summary>
    Interrupted = 130,
}
