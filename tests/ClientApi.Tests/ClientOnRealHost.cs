using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The .NET client before a real host of its own.</summary>
public abstract class ClientOnRealHost : IAsyncLifetime
{
    private protected readonly RealHost host;
    private protected JourneyClient client = null!;

    private protected ClientOnRealHost(RealHost? host = null) => this.host = host ?? new RealHost();

    public async Task InitializeAsync()
    {
        await host.InitializeAsync();
        client = new JourneyClient(host.Address);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }
}
