using JourneyOrchestrator.ClientApi.Http.Streams;
using JourneyOrchestrator.ClientApi.Tests.Access;
using JourneyOrchestrator.Silo.Serving.Access;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Without API keys.</summary>
public sealed class OpenScene() : HostileScene(new RealHost());

/// <summary>Without API keys, and with little patience for readers of streams.</summary>
public sealed class BusyScene() : HostileScene(new RealHost { Streams = new StreamOptions { StreamsMax = StreamsMax, WriteTime = TimeSpan.FromSeconds(1) } })
{
    internal const int StreamsMax = 4;
}

/// <summary>With API keys.</summary>
public sealed class KeyedScene : HostileScene
{
    private readonly KeyedHost host;

    public KeyedScene() : this(new KeyedHost()) { }

    private KeyedScene(KeyedHost host) : base(host) => this.host = host;

    /// <summary>A key that reads.</summary>
    internal string Reader { get; private set; } = "";

    /// <summary>A key that sends events and does nothing else.</summary>
    internal string Sender { get; private set; } = "";

    /// <summary>A key that reads and acts for another customer than the one that is there.</summary>
    internal string Bound { get; private set; } = "";

    internal string Revoked { get; private set; } = "";

    /// <summary>A key that may make one request a second.</summary>
    internal string Slow { get; private set; } = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Revoked = await host.AddAsync("read");
        new ApiKeyFile(host.Data).Change(keys => [.. keys.Take(keys.Count - 1)]);
        while (host.Keys!.Find(Revoked) is not null) await Task.Delay(20);
        Reader = await host.AddAsync("read");
        Sender = await host.AddAsync("ingest");
        Bound = await host.AddAsync("ingest,read,act", "somebody-else");
        Slow = await host.AddAsync("read", rate: 1);
    }
}
