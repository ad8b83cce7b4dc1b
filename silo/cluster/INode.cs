using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>A process of the cluster, as its doors see it, when it has started.</summary>
public interface INode
{
    ClusterCustomers Customers { get; }

    ISubscriptions Subscriptions { get; }

    ITopics Topics { get; }

    IFeeds Feeds { get; }
}
