using JourneyOrchestrator.Simulation.World;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>Puts warnings and errors of a host into the trace.</summary>
internal sealed class TraceLogs(Universe universe, string host) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The trace is the only place for logs.");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) universe.Log($"{host} log: {formatter(state, null)} {exception?.GetType().Name}");
    }

    public void Dispose()
    {
    }
}
