using System.Globalization;
using Xunit.Abstractions;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>
/// Everything at the same time for a while: events singly, in batches and from a tracking SDK, topics, cards, histories, searches, live streams that come
/// and go, tasks, assistants, erasures, and nonsense. Nothing that was acknowledged is lost, nothing fails, and memory stays flat.
/// </summary>
/// <remarks>JOURNEY_SOAK_MINUTES: how long, 1 if not set.</remarks>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int CeilingMegabytes = 500, FlatAfterSeconds = 300;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Mixed_traffic_loses_nothing_and_takes_no_more_memory_the_longer_it_runs()
    {
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("JOURNEY_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var set) ? set : 1;
        var data = Directory.CreateTempSubdirectory("journey-soak-").FullName;
        using var receiver = new HookReceiver();
        try
        {
            using var silo = SiloProcess.Launch(data, memory: 16);
            await silo.ReadyAsync();
            await Post.JourneyAsync(silo.Http, "probe.json", receiver.Url);
            await Post.JourneyAsync(silo.Http, "follower.json", receiver.Url);
            var traffic = new SoakTraffic(silo.Http);
            var megabytes = await RunAsync(silo, traffic, TimeSpan.FromMinutes(minutes));
            output.WriteLine(traffic.ToString());
            output.WriteLine($"resident memory each second, MB: {string.Join(' ', megabytes)}");
            AssertFlat(megabytes);
            await traffic.ProveAsync();
            Assert.Equal(0, await silo.TerminateAsync());
            var (code, said) = await SiloProcess.RunAsync("verify", "--data", data);
            Assert.True(code == 0, said);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<List<long>> RunAsync(SiloProcess silo, SoakTraffic traffic, TimeSpan length)
    {
        using var stop = new CancellationTokenSource(length);
        var running = traffic.RunAsync(stop.Token);
        var megabytes = new List<long>();
        while (!running.IsCompleted)
        {
            await Task.Delay(Second);
            megabytes.Add(silo.ResidentBytes / 1_000_000);
        }
        await running;
        return megabytes;
    }

    /// <summary>The first minutes fill what has its place, code, caches of the store, the collector's budget: a short run must stay below a ceiling, of a long
    /// one the last quarter may take no more than the one before.</summary>
    private static void AssertFlat(List<long> megabytes)
    {
        var curve = string.Join(' ', megabytes);
        Assert.True(megabytes.Max() <= CeilingMegabytes, $"Resident memory went up to {megabytes.Max()} MB: {curve}");
        if (megabytes.Count < FlatAfterSeconds) return;
        var (third, last) = (Median(megabytes.Skip(megabytes.Count / 2).Take(megabytes.Count / 4)), Median(megabytes.Skip(megabytes.Count * 3 / 4)));
        Assert.True(last <= third * 1.05 + 5, $"Resident memory grew from {third} to {last} MB: {curve}");
    }

    private static long Median(IEnumerable<long> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}
