namespace Journeys.Cli;

/// <summary>There is no such workspace, journey or file: told on stderr, exit code 4.</summary>
internal sealed class NotThereException(string message) : Exception(message);
