namespace Journeys.Cli;

/// <summary>The command line makes no sense, in a way that its grammar cannot say: told on stderr, exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
