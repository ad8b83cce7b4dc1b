using System.Data.Common;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What a silo does for the topic events of the cluster.</summary>
public interface ITopicsHost
{
    /// <summary>Tells followers from now on.</summary>
    Task<ITopics> StartAsync();

    Task StopAsync();
}

/// <summary>Where followers are told of topic events.</summary>
[GrainType("topics"), KeepAlive, Reentrant]
public sealed class TopicsGrain(ITopicsHost host, ILogger<TopicsGrain> log) : Grain, ITopicsGrain
{
    private ITopics topics = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => topics = await host.StartAsync();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => host.StopAsync();

    public Task KeepAsync() => Task.CompletedTask;

    public Task<byte[]?> FanOutsAsync(long after, int limit) => TryAsync(async () => TopicWire.Write(await topics.FanOutsAsync(after, limit)));

    public Task<byte[]?> PauseAsync(byte[] act) => ActAsync(act, async a => new WithdrawalEnd(await topics.PauseAsync(a.Topic, a.Position, a.By, a.Reason)));

    public Task<byte[]?> ResumeAsync(byte[] act) => ActAsync(act, async a => new WithdrawalEnd(await topics.ResumeAsync(a.Topic, a.Position, a.By, a.Reason)));

    public Task<byte[]?> WithdrawAsync(byte[] act) => ActAsync(act, async a => await topics.WithdrawAsync(a.Topic, a.Position, a.By, a.Reason, a.FollowUp));

    private Task<byte[]?> ActAsync(byte[] act, Func<TopicActWire, Task<WithdrawalEnd>> end) => TryAsync(async () => TopicWire.Write(await end(TopicWire.Act(act))));

    /// <summary>An error of the store's driver does not go from silo to silo; each of these calls may be made again.</summary>
    private async Task<byte[]?> TryAsync(Func<Task<byte[]>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error is IOException or DbException)
        {
            log.TopicsUnanswered(error);
            return null;
        }
    }
}
