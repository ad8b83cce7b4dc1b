using System.Collections.Concurrent;
using System.Text.Json;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>A stretch of time in which no host ran.</summary>
internal readonly record struct Downtime(DateTimeOffset From, DateTimeOffset To);

/// <summary>A data directory that lives through many kills, and what was sent to it.</summary>
/// <param name="database">Where the journal is; null: in the directory.</param>
internal sealed class FaultRun(string data, HookReceiver receiver, Random random, FaultDatabase? database = null)
{
    private const int FirstFollowers = 20;
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(180);
    private DateTimeOffset killedAt;

    public Ledger Ledger { get; } = new();

    public Ticker Every { get; } = new("load:every", latestOnly: false);

    public Ticker Latest { get; } = new("load:latest", latestOnly: true);

    public Followers Followers => field ??= new Followers(Every);

    /// <summary>What the histories of the followers say at the end.</summary>
    public ConcurrentDictionary<string, List<Noted>> Heard { get; } = [];

    public List<Downtime> Downtimes { get; } = [];

    /// <summary>Events that a kill left without an answer, over all rounds.</summary>
    public int Unanswered { get; private set; }

    /// <summary>One round; says how it went.</summary>
    public async Task<string> RoundAsync(int round)
    {
        var memory = round % 2 == 0 ? 1 : 512;   // with 1 MiB customers leave memory all the time
        if (round % 5 == 4) return await KilledWhileStartingAsync(memory);
        // The first round lives long enough to leave timers behind, and is followed by a pause in which they fall due.
        var lived = round == 1 ? random.Next(1_000, 1_500) : random.Next(round % 5 == 3 ? 200 : 1_500);
        using var silo = await StartAsync(memory);
        if (round == 1) await PrepareAsync(silo);
        await RepeatAsync(silo);
        await LoadAsync(silo, lived, serverToo: round % 3 == 2);
        if (round % 5 == 1) await Task.Delay(2_000);   // timers fall due meanwhile
        return $"killed after {lived} ms of load with {memory} MiB, {Ledger.Acknowledged.Count} acknowledged, {Ledger.Open.Count} unanswered, {Every.LastSent} ticks";
    }

    /// <summary>Starts the host a last time, sends again what was never answered, and waits until nothing is on its way any more.</summary>
    public async Task<SiloProcess> RestAsync()
    {
        var silo = await StartAsync(memory: 512);
        try
        {
            await RepeatAsync(silo);
            // Whoever joined last has heard what was retained; these events reach everybody.
            Assert.True(await Every.NextAsync(silo.Http) && await Latest.NextAsync(silo.Http));
            using var limit = new CancellationTokenSource(RestLimit);
            while (await UnfinishedAsync(silo) is { } unfinished)
            {
                Assert.False(limit.IsCancellationRequested, $"{unfinished}, and never comes to its end.\n{silo.Output}");
                await Task.Delay(200, CancellationToken.None);
            }
            return silo;
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    private async Task<string> KilledWhileStartingAsync(int memory)
    {
        var lived = random.Next(1_500);
        using var silo = SiloProcess.Launch(data, memory, database?.Connection);
        await Task.Delay(lived);
        Kill(silo);
        return $"killed {lived} ms after its start with {memory} MiB";
    }

    /// <summary>On a busy machine a process may take long to die: it counts as gone from the moment it was told to.</summary>
    private void Kill(SiloProcess silo)
    {
        killedAt = DateTimeOffset.UtcNow;
        silo.Kill();
        if (database is null) Assert.DoesNotContain("could not be written", silo.Output, StringComparison.Ordinal);
    }

    private async Task<SiloProcess> StartAsync(int memory)
    {
        if (killedAt != default) Downtimes.Add(new Downtime(killedAt, DateTimeOffset.UtcNow));
        var silo = SiloProcess.Launch(data, memory, database?.Connection);
        await silo.ReadyAsync();
        return silo;
    }

    private async Task PrepareAsync(SiloProcess silo)
    {
        await Post.JourneyAsync(silo.Http, "probe.json", receiver.Url);
        await Post.JourneyAsync(silo.Http, "follower.json", receiver.Url);
        Assert.True(await Followers.JoinAsync(silo.Http, FirstFollowers));
        for (var batch = 0; batch < 25; batch++) Assert.True(await Every.NextAsync(silo.Http));   // enough entries for snapshots
    }

    /// <summary>All that was not answered, and some of what was.</summary>
    private async Task RepeatAsync(SiloProcess silo)
    {
        await Load.RepeatAsync(silo.Http, Ledger, random);
        Assert.True(await Every.RepeatAsync(silo.Http) && await Latest.RepeatAsync(silo.Http) && await Followers.JoinAsync(silo.Http, 0), "The host did not take the repeated events.");
    }

    /// <param name="serverToo">The database, if there is one, is killed and started again under the load first.</param>
    private async Task LoadAsync(SiloProcess silo, int milliseconds, bool serverToo)
    {
        using var stop = new CancellationTokenSource();
        Task[] senders =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Load.RunAsync(silo.Http, Ledger, stop.Token), CancellationToken.None)),
            Task.Run(() => Every.RunAsync(silo.Http, stop.Token), CancellationToken.None), Task.Run(() => Latest.RunAsync(silo.Http, stop.Token), CancellationToken.None),
            Task.Run(() => Followers.JoinAsync(silo.Http, 2), CancellationToken.None),
        ];
        if (serverToo && database is not null) await database.FailAsync(random);
        await Task.Delay(milliseconds, CancellationToken.None);
        Kill(silo);
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        Unanswered += Ledger.Open.Count;
    }

    /// <summary>What is still on its way; null: nothing.</summary>
    private async Task<string?> UnfinishedAsync(SiloProcess silo)
    {
        using var health = JsonDocument.Parse(await silo.Http.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative)));
        var (timers, outbox) = (health.RootElement.GetProperty("timers").GetInt64(), health.RootElement.GetProperty("outbox").GetInt64());
        if (timers + outbox > 0) return $"{timers} timers and {outbox} effects wait";
        foreach (var follower in Followers.Since.Keys)
        {
            var notes = Heard.GetOrAdd(follower, _ => []);
            await History.ReadOnAsync(silo.Http, follower, notes);
            if (Every.LastIn(notes) != Every.LastSent || Latest.LastIn(notes) != Latest.LastSent)
                return $"{follower} has heard up to {Every.LastIn(notes)} of {Every.LastSent} and {Latest.LastIn(notes)} of {Latest.LastSent}";
        }
        return null;
    }
}
