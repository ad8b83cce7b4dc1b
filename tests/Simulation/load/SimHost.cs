using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>One host, which lives many lives: the orchestrator as it ships, on the simulated clock and disk, with the simulated world outside.</summary>
internal sealed class SimHost(Universe universe, Plan plan, SimDisk disk, DiskTime diskTime, Outside outside, Subscriber subscriber, Dice dice, string folder)
{
    private Machine machine = new("none");
    private WriteQueue writes = new(universe, diskTime, new Machine("none"));
    private Orchestrator? running;
    private Task ending = Task.CompletedTask, starting = Task.CompletedTask;

    public string Name { get; } = Path.GetFileName(folder);

    /// <summary>Clients can't reach it.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>Which of its lives this is.</summary>
    public int Life { get; private set; }

    /// <summary>It can't start.</summary>
    public bool HasNoPower { get; set; }

    /// <summary>From now on nothing kills it.</summary>
    public bool IsHealed { get; set; }

    public bool IsUp => running is not null && !machine.IsDead;

    /// <summary>Told when it is killed.</summary>
    public Action OnKilled { get; set; } = static () => { };

    public bool Lives(int life) => Life == life && !machine.IsDead;

    /// <summary>It is killed at one of its next writes.</summary>
    public void KillSoon(int writes) => machine.KillAfter = writes;

    public void Kill() => machine.Kill();

    /// <summary>Starts, again and again until it succeeds; one that is starting already is waited for.</summary>
    public Task StartAsync() => starting.IsCompleted && !IsUp ? starting = StartAtLastAsync() : starting;

    private async Task StartAtLastAsync()
    {
        while (HasNoPower || !await TryStartAsync().ConfigureAwait(false)) await universe.DelayAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
    }

    /// <summary>Ends in good order, unless it is killed while it does.</summary>
    public Task StopAsync() => EndAsync("ends");

    /// <summary>Ends when what is left of a killed life is cleared away.</summary>
    public Task EndedAsync() => ending;

    /// <summary>Asks the host something; null when it died, or failed in a way that a client sees as a broken call.</summary>
    public Task<T?> WhileAliveAsync<T>(Func<ICustomers, Task<T>> ask) where T : struct => AskAsync(host => ask(host.Customers));

    /// <summary>Makes sure that the subscriber is told of all there is from now on; false: it failed.</summary>
    public async Task<bool> SubscribeAsync() => await AskAsync(async host =>
        (await host.Subscriptions.ListAsync().ConfigureAwait(false)).Count > 0 || (await host.Subscriptions.AddAsync(Subscriber.Wish).ConfigureAwait(false)).Added is not null).ConfigureAwait(false) ?? false;

    private async Task<T?> AskAsync<T>(Func<Orchestrator, Task<T>> ask) where T : struct
    {
        var life = Life;
        try
        {
            if (running is not { } host) return null;
            var answer = await ask(host).ConfigureAwait(false);
            return Lives(life) ? answer : null;
        }
        catch (Exception error) when (!Lives(life) || error is IOException or Microsoft.Data.Sqlite.SqliteException or ObjectDisposedException)
        {
            universe.Log($"{Name} answers with {error.GetType().Name}");
            return null;
        }
    }

    /// <summary>Tries to start; false: it does not, or did not live to see it.</summary>
    public async Task<bool> TryStartAsync()
    {
        Life++;
        var born = new Machine(Name);
        writes = new WriteQueue(universe, diskTime, born);
        born.OnKilled = () => Killed(born);
        machine = born;
        disk.Enter(born);
        if (plan.Has(Faults.Kills) && !IsHealed && dice.Chance(100)) born.KillAfter = dice.Between(1, 40);
        try
        {
            var opened = await Orchestrator.OpenAsync(Settings(born), new TraceLogs(universe, Name)).ConfigureAwait(false);
            running = opened;
            await SimJourneys.PublishAsync(opened.Customers).ConfigureAwait(false);
            if (plan.Planted != Planted.NoTimers || Life == 1) opened.StartPumps();
            else opened.Outbox.Start();
            if (born.IsDead) throw new IOException("It was killed while it started.");
            universe.Log($"{Name} is up, life {Life}");
            return true;
        }
        catch (Exception error) when (born.IsDead || error is IOException or Microsoft.Data.Sqlite.SqliteException or Silo.Sealing.MasterKeyException)
        {
            universe.Log($"{Name} does not start: {error.GetType().Name}");
            await EndAsync("is cleared away").ConfigureAwait(false);
            return false;
        }
    }

    private OrchestratorSettings Settings(Machine born) => new(folder)
    {
        Time = universe.Clock, Waits = universe.Clock, Shards = 2, Jitter = dice.Fraction, MemoryBytes = 64L * 1024 * 1024,
        Store = new SqliteStoreOptions { Readers = 2, CacheKiB = 2 * 1024, RunWrite = writes.Run },
        MessageSender = outside.Sender("message", born), WebhookSender = outside.Sender("webhook", born), Network = subscriber.Line(born),
    };

    private void Killed(Machine dead)
    {
        universe.Log($"{Name} is killed");
        // Not inside the write that it did not live to see.
        universe.After(TimeSpan.Zero, () => universe.Go(async () =>
        {
            if (machine == dead && running is not null) ending = EndAsync("is cleared away");
            await ending.ConfigureAwait(false);
            OnKilled();
        }));
    }

    private async Task EndAsync(string how)
    {
        if (running is not { } ended) return;
        running = null;
        var (last, body) = (writes, machine);
        universe.Log($"{Name} {how}");
        try
        {
            await ended.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or Microsoft.Data.Sqlite.SqliteException or ObjectDisposedException)
        {
            universe.Log($"{Name} ends with {error.GetType().Name}");
        }
        last.Close();
        if (body.OpenFiles == 0) return;
        universe.Log($"{Name} leaves {body.OpenFiles} files open");
        // Connections that nobody closed are closed now, not at some time in a later life.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
