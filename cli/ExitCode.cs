namespace Journeys.Cli;

/// <summary>What a command says to the shell when it ends; the root help lists the same.</summary>
internal enum ExitCode
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>The host refused it, it changed nothing, or it found problems; the doctor: findings that are not repaired.</summary>
    Problems = 1,

    /// <summary>The command line makes no sense.</summary>
    Usage = 2,

    /// <summary>No Journeys host answers.</summary>
    NotReachable = 3,

    /// <summary>There is no such workspace, journey, instance, contact, task, mail or dead letter.</summary>
    NotFound = 4,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,
}
