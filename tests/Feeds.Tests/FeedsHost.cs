using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>A host with feeds on a directory of its own.</summary>
public sealed class FeedsHost : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("journey-feeds-").FullName;
    private readonly HttpClient http = new();

    internal Orchestrator Orchestrator { get; private set; } = null!;

    internal string this[string file] => Path.Combine(directory, file);

    public async Task InitializeAsync()
    {
        Orchestrator = await Orchestrator.OpenAsync(new OrchestratorSettings(Path.Combine(directory, "data")), NullLoggerFactory.Instance);
        Orchestrator.StartPumps();
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await Orchestrator.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>A feed that looks only when it is told to.</summary>
    internal Feed Feed(FeedSettings settings) => new(settings, Orchestrator.Customers, http, TimeProvider.System, NullLogger.Instance);

    internal static FeedList List(string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return FeedList.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    internal async Task EventAsync(string id, string subject, string type, string data)
    {
        var signal = new Signal(id, "/test", type, subject, null, ValueJson.Parse(Encoding.UTF8.GetBytes(data)));
        Assert.Equal(ReceiptKind.Accepted, (await Orchestrator.Customers.SignalAsync([signal]))[0].Kind);
    }

    /// <summary>The inputs of a customer's entries that came from a topic or a signal: their types.</summary>
    internal async Task<List<Entry>> HistoryAsync(string customer) => [.. (await Orchestrator.Customers.HistoryAsync(customer, 0, 1_000)).Value!];

    /// <summary>A variable of the customer's only case, as JSON.</summary>
    internal async Task<JsonElement> VariableAsync(string customer, string name) => (await Orchestrator.Customers.ReadAsync(customer, state =>
        JsonSerializer.Deserialize<JsonElement>(ValueJson.ToUtf8(state.Cases.Values.Single().Item(1)!.Variables[name])))).Value;

    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(50, limit.Token);
    }
}
