using System.Diagnostics;
using System.Globalization;
using JourneyOrchestrator.Bench;
using JourneyOrchestrator.Bench.Cluster;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Kernel;

// Two silos in this process, over TCP, and a PostgreSQL of its own: everything in one run on one machine. Ratios are what counts.
if (PostgresServer.Missing is { } missing) throw new InvalidOperationException(missing);
using var server = PostgresServer.OfItsOwn("max_wal_size = 4GB");
var (database, master) = (server.NewDatabase(), NewMasterKey());
await ManyAsync(await FewAsync());

async Task<double> FewAsync()
{
    await using var silos = await Silos.StartAsync(database, master, 2);
    var load = new Load(silos);
    await load.InBatchesAsync("0", 20);   // makes the customers
    await load.InBatchesAsync("warm", 300);   // until little is compiled any more
    var batches = await load.InBatchesAsync("1", 120);
    var signals = batches.PerSecond * Load.BatchSignals;
    Report("durable signals, batches of 500, 8 at a time", signals, batches, Load.BatchSignals);
    var singles = await load.SinglyAsync(40_000, 640);
    Report("durable signals, one a call, 640 at a time", singles.PerSecond, singles);
    await load.ScheduledAsync("cold", 1_000, 5_000);
    var scheduled = await load.ScheduledAsync("schedule", 1_000, 10_000);
    Report("durable signals, one a call, 1,000 a second on schedule", scheduled.PerSecond, scheduled);
    await FollowersAsync(silos);

    // The plain way: 2 KB written at each call, 64 calls at a time.
    var grains = silos.Node(0).Grains;
    await PlainAsync(10_000);
    var plain = await PlainAsync(20_000);
    Report("plain: 2 KB state written per call", plain.PerSecond, plain);
    Console.WriteLine(Text($"  in batches {signals / plain.PerSecond:0.0} times as many, one a call {singles.PerSecond / plain.PerSecond:0.0} times"));
    await TurnsAsync(grains);
    return signals;

    Task<Taken> PlainAsync(int calls) => Load.CallsAsync(calls, 64, i => grains.GetGrain<IPlainGrain>(i % 10_000).CountAsync());
}

// One event to very many followers: JOURNEY_BENCH_FOLLOWERS, 100,000 if not set.
async Task FollowersAsync(Silos silos)
{
    var followers = int.TryParse(Environment.GetEnvironmentVariable("JOURNEY_BENCH_FOLLOWERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 100_000;
    var cpu = Rounds.Processor;
    Console.WriteLine(Text($"{followers:#,##0} followers made, new customers each: {await ManyFollowers.MakeAsync(silos, followers):#,##0}/s; {(Rounds.Processor - cpu).TotalMicroseconds / followers:0} µs of processor time each in this process"));
    cpu = Rounds.Processor;
    Console.WriteLine(Text($"one topic event to all of them, each told in a durable turn: {await ManyFollowers.TellAsync(silos, followers):#,##0}/s; {(Rounds.Processor - cpu).TotalMicroseconds / followers:0} µs of processor time each in this process"));
}

// A turn that leaves nothing, beside a grain that does nothing, with the same messages.
async Task TurnsAsync(IGrainFactory grains)
{
    var nothing = new CustomerInputs(InputWire.Write([Delivery.To("", new Input.ActOnCase(new CaseId(1, 999_999, 0), CaseTransition.Suspend, "bench", null))]), true);
    foreach (var atOnce in (int[])[1, 64])
    {
        var (bare, turn) = ((Wall: 0.0, Cpu: 0.0), (Wall: 0.0, Cpu: 0.0));
        for (var round = 0; round < 4; round++)   // by turns: the machine is shared
        {
            var (one, other) = (await EmptyAsync(atOnce, i => grains.GetGrain<IBareGrain>($"c{i % 200}").HandleAsync(nothing)), await EmptyAsync(atOnce, i => grains.GetGrain<ICustomerGrain>($"c{i % 200}").HandleAsync(nothing)));
            if (round > 0) (bare, turn) = ((bare.Wall + one.Wall, bare.Cpu + one.Cpu), (turn.Wall + other.Wall, turn.Cpu + other.Cpu));   // the first compiles
        }
        Console.WriteLine(Text($"calls {atOnce} at a time: a turn without commit takes {turn.Wall / bare.Wall:0.00} times a bare call; processor time {bare.Cpu / 3:0.0} µs bare, {turn.Cpu / 3:0.0} µs the turn"));
    }
}

static async Task<(double Wall, double Cpu)> EmptyAsync(int atOnce, Func<int, Task> call)
{
    var taken = await Load.CallsAsync(20_000, atOnce, call);
    return (1e6 / taken.PerSecond, taken.Processor.TotalMicroseconds / 20_000);
}

// The same customers in silos that have none of them in memory; and silos on a database with a million others.
async Task ManyAsync(double signals)
{
    await using (var silos = await Silos.StartAsync(database, master, 2))
    {
        var load = new Load(silos);
        await load.ReadAsync(1_000);
        await load.ScheduledAsync("again", 1_000, 1_000);
    }
    await using (var silos = await Silos.StartAsync(database, master, 2))
    {
        var read = await new Load(silos).ReadAsync(3_000);
        Console.WriteLine(Text($"activation of an idle customer, read through either silo: p50 {1_000 * read.Percentile(50):0} µs, p99 {1_000 * read.Percentile(99):0} µs"));
    }
    const int Customers = 1_000_000, Timers = 100_000;
    await ManyRows.FillAsync(database, Customers, Timers);
    var began = Stopwatch.GetTimestamp();
    await using var large = await Silos.StartAsync(database, master, 2);
    var many = new Load(large);
    await many.ScheduledAsync("first", 1, 1);
    Console.WriteLine(Text($"start of two silos with {Customers:#,##0} customers and {Timers:#,##0} timers more, to the first acknowledged signal: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
    await many.InBatchesAsync("2", 20);
    var batches = await many.InBatchesAsync("3", 120);
    Console.WriteLine(Text($"the same signals in batches among them: {batches.PerSecond * Load.BatchSignals:#,##0}/s, {100 * signals / (batches.PerSecond * Load.BatchSignals):0} % of the time without them"));
}

static void Report(string what, double perSecond, Taken taken, int each = 1) => Console.WriteLine(Text(
    $"{what}: {perSecond:#,##0}/s, p50 {taken.Percentile(50):0.0} ms, p99 {taken.Percentile(99):0.0} ms; {taken.Processor.TotalMicroseconds / taken.Milliseconds.Length / each:0} µs of processor time each in this process"));

static MasterKey NewMasterKey()
{
    var directory = Directory.CreateTempSubdirectory("journey-bench-");
    var key = MasterKey.ForDirectory(directory.FullName);
    directory.Delete(recursive: true);
    return key;
}

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
