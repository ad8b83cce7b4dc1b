using System.Collections.Concurrent;
using JourneyOrchestrator.Silo.Outbox;

namespace Cluster.Tests;

/// <summary>A sender that notes what it is given, from all silos.</summary>
internal sealed class NotingSender(string kind) : IEffectSender
{
    public string Kind => kind;

    public ConcurrentQueue<Sending> Taken { get; } = [];

    public ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        Taken.Enqueue(sending);
        return new(SendResult.Sent);
    }
}
