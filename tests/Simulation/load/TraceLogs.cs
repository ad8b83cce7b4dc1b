using System.Text.RegularExpressions;
using JourneyOrchestrator.Simulation.World;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>Puts warnings and errors of a host into the trace.</summary>
internal sealed partial class TraceLogs(Universe universe, string host) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The trace is the only place for logs.");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) universe.Log($"{host} log: {Chance().Replace(formatter(state, null), "…")} {exception?.GetType().Name}");
    }

    /// <summary>Ids of subscriptions are made by chance.</summary>
    [GeneratedRegex("(?<=sub_)[0-9a-f]+")]
    private static partial Regex Chance();

    public void Dispose()
    {
    }
}
