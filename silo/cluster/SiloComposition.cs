using JourneyOrchestrator.Grains.Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Puts the customers into a silo of Orleans.</summary>
public static class SiloComposition
{
    public static ISiloBuilder AddJourneys(this ISiloBuilder silo, NodeSettings settings)
    {
        silo.Services.AddSingleton(settings).AddSingleton<Node>().AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<Node>());
        silo.Services.AddSingleton<ICustomerHost>(services => services.GetRequiredService<Node>().Host);
        silo.Services.AddSingleton<IShelfHost>(services => new ShelfHost(services.GetRequiredService<Node>()));
        silo.Services.AddSingleton<IPumpHost>(services => services.GetRequiredService<Node>().Pumps);
        silo.Services.AddSingleton<ISubscriptionsHost>(services => services.GetRequiredService<Node>().Pumps);
        silo.AddGrainService<HostNotesService>();
        silo.Configure<ClusterMembershipOptions>(Tune);
        return silo;
    }

    /// <summary>A silo that is gone is noticed when connections to it are refused; one that says nothing, when three questions in a row, each a second long, are not
    /// answered. Shorter ones would take a pause of a busy silo for its end.</summary>
    private static void Tune(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
    }
}
