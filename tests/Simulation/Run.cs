using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.Load;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Simulation;

/// <summary>What came of a seed. <paramref name="Failure"/>: what was wrong; null: nothing.</summary>
internal sealed record Outcome(Plan Plan, string? Failure, string Hash, long Lines, IReadOnlyList<string> Trace, TimeSpan Virtual);

/// <summary>One seed from the beginning to the end: hosts start, clients ask, faults happen, all is healed, and what is left is compared.</summary>
internal sealed class Run : IDisposable
{
    private static readonly TimeSpan Trouble = TimeSpan.FromMinutes(4), Quiet = TimeSpan.FromMinutes(20), Longest = TimeSpan.FromHours(3);

    private readonly Plan plan;
    private readonly string folder;
    private readonly Universe universe;
    private readonly SimDisk disk;
    private readonly Ledger ledger;
    private readonly Network network;
    private readonly Outside outside;
    private readonly Subscriber subscriber;
    private readonly Editor editor;
    private readonly List<SimHost> hosts = [];
    private readonly Troubles troubles;

    private Run(Plan plan, bool printTrace, string folder)
    {
        (this.plan, this.folder) = (plan, folder);
        universe = new Universe(plan.Seed, printTrace);
        disk = new SimDisk(universe, Dice(2), folder) { SyncsNothing = plan.Planted == Planted.NoSync };
        ledger = new Ledger(universe);
        outside = new Outside(universe, plan, Dice(3), ledger);
        subscriber = new Subscriber(universe, plan, Dice(12), ledger.Told);
        editor = new Editor(universe, plan, ledger.Topic);
        var diskTime = new DiskTime(Dice(4));
        foreach (var name in plan.Has(Faults.TwoHosts) ? (string[])["a", "b"] : ["a"])
            hosts.Add(new SimHost(universe, plan, disk, diskTime, outside, subscriber, Dice(10 + hosts.Count), Folder(name)));
        network = new Network(universe, plan, Dice(5), hosts, ledger, editor);
        troubles = new Troubles(universe, plan, Dice(6), disk, diskTime, hosts, () => CheckAsync());
    }

    /// <summary>Plays a plan. Called by a thread that is not of the pool.</summary>
    /// <param name="folder">Where the few real files of hosts lie: their locks.</param>
    public static Outcome Play(Plan plan, bool printTrace, string folder)
    {
        using var run = new Run(plan, printTrace, folder);
        Vfs.Use(run.universe, run.disk);
        run.universe.Log($"seed {plan.Seed}: {plan.Faults}; {plan.Customers} customers, {plan.Operations} operations each");
        run.universe.Go(run.LiveAsync);
        run.universe.After(Longest, () => run.universe.Fail("the clients have not ended"));
        run.universe.Run();
        return new(plan, run.universe.Failure, run.universe.Trace.Hash(), run.universe.Trace.Count, [.. run.universe.Trace.Lines], run.universe.Now);
    }

    public void Dispose() => universe.Dispose();

    private Dice Dice(int part) => new(plan.Seed, part);

    /// <summary>A host's folder: it is recognised by the files that lie in it, though what counts is on the simulated disk.</summary>
    private string Folder(string name)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, Silo.Sealing.PersonKeys.FileName), []);
        return path;
    }

    private async Task LiveAsync()
    {
        await hosts[0].StartAsync().ConfigureAwait(false);   // a new store is made by one of them
        while (plan.HasSubscriber && !await hosts[0].SubscribeAsync().ConfigureAwait(false)) await universe.DelayAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        if (plan.Has(Faults.TwoHosts)) await MakeKnownAsync().ConfigureAwait(false);
        await Task.WhenAll(hosts.Skip(1).Select(host => host.StartAsync())).ConfigureAwait(false);
        var clients = new Workload(plan, Dice(7)).Clients().Select((operations, i) => new Client(universe, network, Dice(100 + i), operations).RunAsync()).ToList();
        troubles.Begin();
        universe.After(Trouble, () => universe.Go(HealAsync));
        await Task.WhenAll(clients).ConfigureAwait(false);
        await troubles.Over.ConfigureAwait(false);
        universe.Log("the clients have ended");
        if (plan.HasEditor) await ResumeAsync().ConfigureAwait(false);
        await universe.DelayAsync(Quiet).ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    /// <summary>The file of keys belongs to one host, which gives out the numbers of customers: with two on one store, all customers are there before.</summary>
    private async Task MakeKnownAsync()
    {
        var workload = new Workload(plan, Dice(8));
        foreach (var hello in workload.Everyone())
            while (await hosts[0].WhileAliveAsync(async customers => (await customers.SignalAsync([hello]).ConfigureAwait(false))[0]).ConfigureAwait(false) is not { Kind: ReceiptKind.Accepted or ReceiptKind.Duplicate })
                await universe.DelayAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
    }

    private async Task HealAsync()
    {
        (network.IsHealed, outside.IsHealed, subscriber.IsHealed) = (true, true, true);
        await troubles.EndAsync().ConfigureAwait(false);
        universe.Log("all is healed");
    }

    private async Task EndAsync()
    {
        if (plan.Planted == Planted.StaleState) await SpoilAsync().ConfigureAwait(false);
        var live = new Dictionary<long, byte[]>();
        foreach (var id in (await CustomerIdsAsync().ConfigureAwait(false)).Order(StringComparer.Ordinal))
        {
            var read = await hosts[0].WhileAliveAsync(async customers => await customers.ReadAsync(id, static state => (state.Key, SnapshotCodec.Write(state))).ConfigureAwait(false)).ConfigureAwait(false);
            if (read is { Status: ReadStatus.Found, Value: var (key, state) }) live[key] = state;
        }
        foreach (var host in hosts) await host.StopAsync().ConfigureAwait(false);
        var audit = await CheckAsync(atTheEnd: true).ConfigureAwait(false);
        // With two hosts, one of them may not have heard of the last turns: it would when it decides the next one.
        if (plan.Has(Faults.TwoHosts)) live.Clear();
        foreach (var wrong in audit.AtTheEnd(live, Until())) universe.Fail(wrong);
        subscriber.HasHeardAll = true;
        if (plan.Has(Faults.Rot) && !universe.IsOver) await new RotTrial(universe, plan, Dice(9), disk, hosts[0], ledger, Folder("rot")).RunAsync(audit.Customers).ConfigureAwait(false);
        universe.Log("it is over");
        universe.End();
    }

    /// <summary>Lets the topic go on, when no call is on its way any more that could pause it.</summary>
    private async Task ResumeAsync()
    {
        await universe.DelayAsync(Network.Longest).ConfigureAwait(false);
        while (await hosts[0].WhileAliveAsync(async customers =>
        {
            await editor.ResumeAsync("the end", ((Silo.Shards.Customers)customers).Topics).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false) is null) await universe.DelayAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
    }

    /// <summary>What was due by then has had its time.</summary>
    private DateTimeOffset Until() => Universe.Epoch + universe.Now - TimeSpan.FromMinutes(1);

    private async Task<IEnumerable<string>> CustomerIdsAsync()
    {
        var page = await hosts[0].WhileAliveAsync(async customers =>
            new ReadResult<Page<CustomerSummary>>(ReadStatus.Found, await customers.ListAsync(null, 1_000, null).ConfigureAwait(false))).ConfigureAwait(false);
        return page?.Value?.Items.Select(customer => customer.Id) ?? [];
    }

    /// <summary>Looks at what lies on the disk while no host has it open.</summary>
    private async Task<Audit> CheckAsync(bool atTheEnd = false)
    {
        disk.Enter(new Machine("audit"));
        var journals = await Journals.ReadAsync(Folder("audit"), atTheEnd ? Until().ToUnixMicroseconds() : null, universe.Fail).ConfigureAwait(false);
        var audit = new Audit(plan, ledger, journals);
        foreach (var wrong in audit.AnyTime()) universe.Fail(wrong);
        universe.Log($"on disk: {journals.Count} journals, {journals.Sum(journal => journal.Entries.Count)} entries");
        return audit;
    }

    /// <summary>A planted fault: a state in memory that no journal has.</summary>
    private Task SpoilAsync() => hosts[0].IsUp
        ? hosts[0].WhileAliveAsync(async customers => await customers.ReadAsync("c0", static state =>
        {
            state.Apply(new Entry(state.Seq + 1, state.At, state.At, state.Id, new EntryInput("event", null, null, "", Value.Null), [new TraitSet("spoilt", Value.True)], [], new EntryVersions("", "")));
            return true;
        }).ConfigureAwait(false))
        : Task.CompletedTask;
}
