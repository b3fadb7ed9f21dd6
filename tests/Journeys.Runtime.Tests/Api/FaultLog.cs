using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Tests.Api;

/// <summary>Keeps what a host logs as a fault.</summary>
internal sealed class FaultLog : ILoggerProvider, ILogger
{
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    /// <summary>The newest one; null when there is none.</summary>
    public string? Newest => faults.Count > 0 ? faults[^1] : null;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            faults.Add($"{formatter(state, exception)}\n{exception}");
        }
    }

    public void Dispose() => faults.Clear();
}
