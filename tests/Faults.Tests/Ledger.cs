using System.Collections.Concurrent;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>An event of the load. <paramref name="Order"/>: the order that it places; null for a change of traits.</summary>
internal sealed record Sent(string Id, string Subject, string? Order)
{
    public const string Source = "/load";

    /// <summary>The CloudEvent as JSON; the same bytes on every try.</summary>
    public string Json => Order is null
        ? $$$"""{"specversion":"1.0","id":"{{{Id}}}","source":"{{{Source}}}","type":"customer.updated","subject":"{{{Subject}}}","data":{"seen":"{{{Id}}}"}}"""
        : $$$"""{"specversion":"1.0","id":"{{{Id}}}","source":"{{{Source}}}","type":"probe.ordered","subject":"{{{Subject}}}","data":{"order":"{{{Order}}}"}}""";
}

/// <summary>What was sent and what of it was acknowledged, as a front-line app would remember it.</summary>
internal sealed class Ledger
{
    private const int Customers = 150;
    private int last;

    public ConcurrentDictionary<string, Sent> Acknowledged { get; } = [];

    public ConcurrentQueue<Sent> Open { get; } = [];

    /// <summary>New events, one in three an order.</summary>
    public Sent[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    public void Acknowledge(IEnumerable<Sent> events)
    {
        foreach (var one in events) Acknowledged[one.Id] = one;
    }

    public void Unanswered(IEnumerable<Sent> events)
    {
        foreach (var one in events) Open.Enqueue(one);
    }

    /// <summary>All that was never acknowledged, and a tenth of what was.</summary>
    public Sent[] ToRepeat(Random random)
    {
        List<Sent> repeat = [];
        while (Open.TryDequeue(out var one)) repeat.Add(one);
        repeat.AddRange(Acknowledged.Values.Where(_ => random.Next(10) == 0));
        return [.. repeat];
    }

    private Sent Next()
    {
        var number = Interlocked.Increment(ref last);
        return new Sent($"e{number}", $"customer-{number % Customers}", number % 3 == 0 ? $"o{number}" : null);
    }
}
