using JourneyOrchestrator.Grains.Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Puts the customers into a silo of Orleans, and before them into a client.</summary>
public static class SiloComposition
{
    public static ISiloBuilder AddJourneys(this ISiloBuilder silo, NodeSettings settings)
    {
        silo.Services.AddSingleton(settings).AddSingleton<Node>().AddSingleton<INode>(services => services.GetRequiredService<Node>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<Node>());
        silo.Services.AddSingleton<ICustomerHost>(services => services.GetRequiredService<Node>().Host);
        silo.Services.AddSingleton<IShelfHost>(services => new ShelfHost(services.GetRequiredService<Node>()));
        silo.Services.AddSingleton<IPumpHost>(services => services.GetRequiredService<Node>().Pumps);
        silo.Services.AddSingleton<ISubscriptionsHost>(services => services.GetRequiredService<Node>().Pumps);
        silo.Services.AddSingleton<ITopicsHost>(services => services.GetRequiredService<Node>().Pumps);
        silo.Services.AddSingleton<IFeedsHost>(services => services.GetRequiredService<Node>().FeedWork);
        silo.AddGrainService<HostNotesService>();
        silo.Services.Configure<ExceptionSerializationOptions>(LetThrough);
        silo.Configure<ClusterMembershipOptions>(Tune);
        return silo;
    }

    public static IClientBuilder AddJourneys(this IClientBuilder client, NodeSettings settings)
    {
        client.Services.AddSingleton(settings).AddSingleton<DoorsNode>().AddSingleton<INode>(services => services.GetRequiredService<DoorsNode>());
        client.Services.Configure<ExceptionSerializationOptions>(LetThrough);
        client.Services.AddHostedService(services => services.GetRequiredService<DoorsNode>());
        client.UseConnectionRetryFilter(async (_, cancel) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);   // until there is a silo
            return true;
        });
        // A gateway that is gone is not asked for long.
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        return client;
    }

    /// <summary>What a silo refuses with, a store that can't write for instance, comes to whoever asked it as what it is: the doors have an answer of its own for it.</summary>
    public static void LetThrough(ExceptionSerializationOptions options)
    {
        options.SupportedNamespacePrefixes.Add(nameof(JourneyOrchestrator));
        options.SupportedNamespacePrefixes.Add(nameof(Npgsql));
    }

    /// <summary>A silo that is gone is noticed when connections to it are refused; one that says nothing, when three questions in a row, each a second long, are not
    /// answered. Shorter ones would take a pause of a busy silo for its end.</summary>
    private static void Tune(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = options.MaxProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
    }
}
