using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.Load;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation;

/// <summary>Makes things go wrong, as the plan says, until it is told to end.</summary>
internal sealed class Troubles(
    Universe universe, Plan plan, Dice dice, SimDisk disk, DiskTime diskTime, IReadOnlyList<SimHost> hosts, Func<Task<Audit>> check)
{
    private readonly TimeSpan usual = diskTime.Longest;
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool ending;
    private bool blackout;

    /// <summary>Ends when nothing is wrong any more and all hosts are up.</summary>
    public Task Over => over.Task;

    public void Begin()
    {
        foreach (var host in hosts) host.OnKilled = () => universe.Go(() => AfterKillAsync(host));
        Every(Faults.Kills, 60, Any(host => host.KillSoon(dice.Between(1, 30))));
        Every(Faults.Power, 100, Blackout);
        Every(Faults.Restarts, 90, Any(host => universe.Go(() => RestartAsync(host))));
        Every(Faults.Partitions, 60, Any(host => For(30, on => host.IsCutOff = on)));
        Every(Faults.DiskErrors, 60, () => For(15, on => disk.Errors = on ? dice.Pick<int>([2, 20, 100]) : 0));
        Every(Faults.FullDisk, 60, () => For(30, on => disk.IsFull = on));
        Every(Faults.SlowDisk, 60, () => For(30, on => diskTime.Longest = on ? TimeSpan.FromSeconds(3) : usual));
    }

    public async Task EndAsync()
    {
        ending = true;
        (disk.Errors, disk.IsFull, diskTime.Longest) = (0, false, usual);
        foreach (var host in hosts)
        {
            host.IsCutOff = false;
            host.IsHealed = true;
            host.KillSoon(0);
        }
        while (!hosts.All(host => host.IsUp)) await universe.DelayAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        over.SetResult();
    }

    private void Every(Faults fault, int seconds, Action happen)
    {
        if (plan.Has(fault)) Next(seconds, happen);
    }

    private void Next(int seconds, Action happen) => universe.After(TimeSpan.FromMilliseconds(dice.Between(500, seconds * 1_500)), () =>
    {
        if (ending) return;
        happen();
        Next(seconds, happen);
    });

    private Action Any(Action<SimHost> happen) => () =>
    {
        var host = hosts[dice.Below(hosts.Count)];
        if (host.IsUp) happen(host);
    };

    private void For(int seconds, Action<bool> set)
    {
        set(true);
        universe.Log("a fault begins");
        universe.After(TimeSpan.FromMilliseconds(dice.Between(100, seconds * 1_000)), () =>
        {
            set(false);
            universe.Log("a fault ends");
        });
    }

    /// <summary>The power fails, in the middle of a write of one of the hosts.</summary>
    private void Blackout()
    {
        if (blackout || hosts.FirstOrDefault(host => host.IsUp) is not { } first) return;
        blackout = true;
        first.KillSoon(dice.Between(1, 30));
    }

    private async Task AfterKillAsync(SimHost killed)
    {
        if (blackout) await DarkAsync().ConfigureAwait(false);
        else
        {
            await PauseAsync().ConfigureAwait(false);
            await killed.StartAsync().ConfigureAwait(false);
        }
    }

    private async Task DarkAsync()
    {
        foreach (var host in hosts)
        {
            host.OnKilled = static () => { };
            host.HasNoPower = true;   // one that was about to start again does not come up before the disk has lost what it loses
            host.Kill();
        }
        await universe.DelayAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await Task.WhenAll(hosts.Select(host => host.EndedAsync())).ConfigureAwait(false);
        universe.Log("the power failed");
        disk.LosePower();
        (disk.Errors, disk.IsFull) = (0, false);
        blackout = false;
        await check().ConfigureAwait(false);
        foreach (var host in hosts)
        {
            host.OnKilled = () => universe.Go(() => AfterKillAsync(host));
            host.HasNoPower = false;
        }
        await PauseAsync().ConfigureAwait(false);
        await Task.WhenAll(hosts.Select(host => host.StartAsync())).ConfigureAwait(false);
    }

    private async Task RestartAsync(SimHost host)
    {
        await host.StopAsync().ConfigureAwait(false);
        await PauseAsync().ConfigureAwait(false);
        await host.StartAsync().ConfigureAwait(false);
    }

    private Task PauseAsync() => universe.DelayAsync(dice.Delay(TimeSpan.FromSeconds(10)));
}
