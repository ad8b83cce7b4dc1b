using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Commands;

/// <summary>Signals that are written without a pause, and which of them were acknowledged.</summary>
internal sealed class Writing(SiloProcess silo) : IAsyncDisposable
{
    private const int Customers = 40, BatchSize = 25;

    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;

    /// <summary>Events that the host said are on disk.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = [];

    public static async Task<Writing> StartAsync(SiloProcess silo, int untilAcknowledged)
    {
        var writing = new Writing(silo);
        writing.loop = Task.Run(writing.LoopAsync);
        while (writing.Acknowledged.Count < untilAcknowledged)
        {
            if (writing.loop.IsCompleted) await writing.loop;
            await Task.Delay(10);
        }
        return writing;
    }

    /// <summary>Sends events; answers how many were new and how many known.</summary>
    public static async Task<(int New, int Known)> SendAsync(SiloProcess silo, IReadOnlyCollection<string> events)
    {
        var answer = await silo.SendAsync(HttpMethod.Post, "/v1/events", string.Join('\n', events), "application/x-ndjson");
        Assert.Equal(0, answer.GetProperty("rejected").GetArrayLength());
        return (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        for (var number = 0; !stop.IsCancellationRequested; number += BatchSize)
        {
            var events = Enumerable.Range(number, BatchSize).Select(Event).ToList();
            Assert.Equal((BatchSize, 0), await SendAsync(silo, events));
            foreach (var one in events) Acknowledged.Enqueue(one);
        }
    }

    private static string Event(int number) => new StringBuilder().Append(CultureInfo.InvariantCulture,
        $$$"""{"specversion":"1.0","id":"w{{{number}}}","source":"/writing","type":"customer.updated","subject":"customer-{{{number % Customers}}}","data":{"name":"Customer {{{number % Customers}}}","n":{{{number}}}}}""").ToString();
}
