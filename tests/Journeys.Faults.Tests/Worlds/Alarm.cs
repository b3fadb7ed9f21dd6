using Microsoft.Extensions.Logging;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Reads the log of a process: an error with a fault that is not the world's doing is a fault of the product.</summary>
internal sealed class Alarm(World world) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one reader.");

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error || world.Tally.Story is not null;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"log: {formatter(state, exception)}");
        if (logLevel >= LogLevel.Error && exception is not null)
        {
            world.CheckExpected(formatter(state, exception), exception);
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
