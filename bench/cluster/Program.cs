using System.Diagnostics;
using System.Globalization;
using JourneyOrchestrator.Bench.Cluster;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

// Two silos in this process, over TCP, and a PostgreSQL of its own: everything in one run on one machine. Ratios are what counts.
if (PostgresServer.Missing is { } missing) throw new InvalidOperationException(missing);
await using var silos = await Silos.StartAsync(PostgresServer.Shared.NewDatabase(), 2);
var grains = silos.Node(0).Grains;
const int Customers = 10_000;

Signal Update(int customer, string id) => new(
    id, "/bench", "customer.updated", $"c{customer}", null, Value.OfMap(ValueMap.Empty.With("language", Value.Of("en")).With("channel", Value.Of("email")).With("n", Value.Of(customer))));

// Durable signals through the customers of both silos, in batches of 500, 8 at a time, as doors hand them over.
await SignalsAsync("0", 20);
var cpu = Cpu();
var (signals, signalTimes) = await SignalsAsync("1", 120);
Report("durable signals, batches of 500", 60_000, signals, signalTimes);

// The same one by one, 640 calls at a time.
cpu = Cpu();
var (singles, singleTimes) = await CallsOfAsync(40_000, 640, i => SingleAsync(i));
Report("durable signals, one a call, 640 at a time", 40_000, singles, singleTimes);

// One event to very many followers: JOURNEY_BENCH_FOLLOWERS, 100,000 if not set.
var followers = int.TryParse(Environment.GetEnvironmentVariable("JOURNEY_BENCH_FOLLOWERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 100_000;
cpu = Cpu();
Console.WriteLine(Text($"{followers:#,##0} followers made, new customers each: {await ManyFollowers.MakeAsync(silos, followers):#,##0}/s; {(Cpu() - cpu).TotalMicroseconds / followers:0} µs of processor time each in this process"));
cpu = Cpu();
Console.WriteLine(Text($"one topic event to all of them, each told in a durable turn: {await ManyFollowers.TellAsync(silos, followers):#,##0}/s; {(Cpu() - cpu).TotalMicroseconds / followers:0} µs of processor time each in this process"));

// The plain way: 2 KB written at each call, 64 calls at a time.
await PlainAsync(10_000);
cpu = Cpu();
var (plain, plainTimes) = await PlainAsync(20_000);
Report("plain: 2 KB state written per call", 20_000, plain, plainTimes);
Console.WriteLine(Text($"  in batches {signals / plain:0.0} times as many, one a call {singles / plain:0.0} times"));

// A turn that leaves nothing, beside a grain that does nothing, with the same messages.
var nothing = new CustomerInputs(InputWire.Write([Delivery.To("", new Input.ActOnCase(new CaseId(1, 999_999, 0), CaseTransition.Suspend, "bench", null))]), true);
foreach (var atOnce in (int[])[1, 64])
{
    var (bare, turn) = ((Wall: 0.0, Cpu: 0.0), (Wall: 0.0, Cpu: 0.0));
    for (var round = 0; round < 3; round++)   // by turns: the machine is shared
    {
        bare = Plus(bare, await CallsAsync(atOnce, i => grains.GetGrain<IBareGrain>($"c{i % 200}").HandleAsync(nothing)));
        turn = Plus(turn, await CallsAsync(atOnce, i => grains.GetGrain<ICustomerGrain>($"c{i % 200}").HandleAsync(nothing)));
    }
    Console.WriteLine(Text($"calls {atOnce} at a time: a turn without commit takes {turn.Wall / bare.Wall:0.00} times a bare call; processor time {bare.Cpu / 3:0.0} µs bare, {turn.Cpu / 3:0.0} µs the turn"));
}

static (double Wall, double Cpu) Plus((double Wall, double Cpu) one, (double Wall, double Cpu) other) => (one.Wall + other.Wall, one.Cpu + other.Cpu);

async Task<(double PerSecond, List<double> Times)> SignalsAsync(string run, int batches)
{
    var next = -1;
    var times = new List<double>();
    var begun = Stopwatch.GetTimestamp();
    await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
    {
        for (int batch; (batch = Interlocked.Increment(ref next)) < batches;)
        {
            var signals = Enumerable.Range(0, 500).Select(i => Update(((batch * 500) + i) % Customers, $"{run}-{batch}")).ToList();
            var started = Stopwatch.GetTimestamp();
            var receipts = await silos.Node(batch % 2).Customers.SignalAsync(signals);
            lock (times) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (receipts.Any(r => r.Kind != ReceiptKind.Accepted)) throw new InvalidOperationException($"{receipts.First(r => r.Kind != ReceiptKind.Accepted)}");
        }
    }));
    return (batches * 500 / Stopwatch.GetElapsedTime(begun).TotalSeconds, times);
}

async Task SingleAsync(int i)
{
    var receipt = (await silos.Node(i % 2).Customers.SignalAsync([Update(i % Customers, Text($"single-{i}"))]))[0];
    if (receipt.Kind != ReceiptKind.Accepted) throw new InvalidOperationException($"{receipt}");
}

Task<(double PerSecond, List<double> Times)> PlainAsync(int calls) => CallsOfAsync(calls, 64, i => grains.GetGrain<IPlainGrain>(i % Customers).CountAsync());

static async Task<(double PerSecond, List<double> Times)> CallsOfAsync(int calls, int atOnce, Func<int, Task> call)
{
    var next = -1;
    var times = new List<double>();
    var begun = Stopwatch.GetTimestamp();
    await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async worker =>
    {
        for (int i; (i = Interlocked.Increment(ref next)) < calls;)
        {
            var started = Stopwatch.GetTimestamp();
            await call(i);
            lock (times) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }));
    return (calls / Stopwatch.GetElapsedTime(begun).TotalSeconds, times);
}

static async Task<(double Wall, double Cpu)> CallsAsync(int atOnce, Func<int, Task> call)
{
    const int Calls = 20_000;
    var next = -1;
    var (begun, cpu) = (Stopwatch.GetTimestamp(), Cpu());
    await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async worker =>
    {
        for (int i; (i = Interlocked.Increment(ref next)) < Calls;) await call(i);
    }));
    return (Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Calls, (Cpu() - cpu).TotalMicroseconds / Calls);
}

void Report(string what, int count, double perSecond, List<double> times)
{
    var spent = Cpu() - cpu;
    times.Sort();
    Console.WriteLine(Text($"{what}: {perSecond:#,##0}/s, p50 {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms; {spent.TotalMicroseconds / count:0} µs of processor time each in this process"));
}

static TimeSpan Cpu()
{
    using var self = Process.GetCurrentProcess();
    return self.TotalProcessorTime;
}

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
