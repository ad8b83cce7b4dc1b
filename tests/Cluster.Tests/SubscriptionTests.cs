using System.Collections.Concurrent;
using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

public sealed class SubscriptionTests
{
    [SkippableFact]
    public async Task A_subscription_is_told_of_every_silos_changes_and_known_to_all_doors()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var receiver = await Receiver.StartAsync();
        await using var cluster = await StartAsync();
        var added = await cluster.Node(0).Subscriptions.AddAsync(new SubscriptionWish(receiver.Url, [], null, null, null));
        Assert.NotNull(added.Secret);
        var id = Assert.Single(await cluster.Node(1).Subscriptions.ListAsync()).Id;
        Assert.Equal(added.Added!.Id, id);

        for (var i = 0; i < 8; i++) await cluster.SignalAsync(Update($"c{i}", "1", "n", i), silo: i % 2);

        for (var i = 0; i < 8; i++)
            await UntilAsync(() => Task.FromResult(receiver.Bodies.Any(body => body.Contains($"\"c{i}\"", StringComparison.Ordinal))), $"What happened to c{i} is told.");
        Assert.Equal(SubscriptionState.Paused, (await cluster.Node(1).Subscriptions.PauseAsync(id))!.State);
        Assert.True(await cluster.Node(0).Subscriptions.RemoveAsync(id));
        Assert.Null(await cluster.Node(1).Subscriptions.FindAsync(id));
    }

    /// <summary>Takes webhooks and keeps what they say.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Receiver(WebApplication app) => this.app = app;

        public ConcurrentQueue<string> Bodies { get; } = [];

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var made = new Receiver(builder.Build());
            made.app.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
                made.Bodies.Enqueue(await reader.ReadToEndAsync());
            });
            await made.app.StartAsync();
            return made;
        }

        public string Url => app.Urls.Single() + "/hook";

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
