using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Keeps what is logged as an error, and in which trace.</summary>
internal sealed class NotedLog : ILogger
{
    public ConcurrentQueue<string> Errors { get; } = [];

    public ConcurrentQueue<string?> Traces { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel < LogLevel.Error) return;
        Errors.Enqueue(formatter(state, exception));
        Traces.Enqueue(Activity.Current?.TraceId.ToHexString());
    }
}
