using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>
/// One event for very many followers, each of whom takes it in a durable turn, while other customers send signals of their own on schedule. The same signals go
/// in before and after it as well: what matters is how much longer they wait meanwhile. The host is the one that ships, with its clock, its memory budget and its rest.
/// </summary>
internal static class CrisisMeasure
{
    private const int Others = 2_000;

    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(10);

    /// <param name="followers">At least 1,000.</param>
    /// <param name="perSecond">Signals of other customers a second, each a call of its own.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(int followers, int perSecond)
    {
        using var place = new Place(null);
        await using var host = await Orchestrator.OpenAsync(new OrchestratorSettings(place.Path), NullLoggerFactory.Instance);
        await host.Customers.SaveJourneyAsync(await CrisisLoad.JourneyAsync(), publish: true);
        host.StartPumps();
        var made = await MakeAsync(host, followers);
        await SignalAllAsync(host, Enumerable.Range(0, Others).Select(i => Other(i, 0)));
        var number = 0;
        var bytesBefore = SizeOf(place.Path);
        var before = await WithAsync(host, perSecond, Task.Delay(Alone), () => ++number);
        var began = Stopwatch.GetTimestamp();
        Accepted.Check(await host.Customers.PublishAsync(CrisisLoad.Topic, [CrisisLoad.Announced]));
        var during = await WithAsync(host, perSecond, ToldAsync(host), () => ++number);
        var took = Stopwatch.GetElapsedTime(began);
        var after = await WithAsync(host, perSecond, Task.Delay(Alone), () => ++number);
        CrisisLoad.CheckTold((await host.Customers.Topics.EventsAsync(CrisisLoad.Topic, long.MaxValue, 1)).Items[0], followers);
        return Table(followers, perSecond, made, took, before, during, after, SizeOf(place.Path) - bytesBefore);
    }

    private static Result[] Table(
        int followers, int perSecond, TimeSpan made, TimeSpan took, double[] before, double[] during, double[] after, long bytes)
    {
        var of = string.Create(CultureInfo.InvariantCulture, $"{followers:#,0} followers");
        var alone = (double[])[.. before, .. after];
        return
        [
            new($"Making {of}, 512 signals a call", Result.Number(followers / made.TotalSeconds, "followers/s")),
            new($"One event to {of}, each turn durable, {perSecond} other signals/s beside", Result.Number(followers / took.TotalSeconds, "customers/s"), "≥ 20,000 customers/s"),
            new($"Until all of {of} were told", Result.Number(took.TotalSeconds, "s")),
            Wait("before", before, 0.99), Wait("meanwhile", during, 0.99), Wait("afterwards", after, 0.99),
            Wait("before and afterwards", alone, 0.5), Wait("meanwhile", during, 0.5),
            new("Acknowledgement p99, meanwhile of that without", Result.Number(Rounds.Percentile(during, 0.99) / Rounds.Percentile(alone, 0.99), "times"), "about 1"),
            new("Longest wait meanwhile", Result.Number(during.Max(), "ms")),
            new("Memory of the process at the end", Result.Number(Process.GetCurrentProcess().WorkingSet64 / 1e6, "MB")),
            new("Growth of the files for each follower told", Result.Number((double)bytes / followers, "bytes")),
        ];
    }

    private static Result Wait(string when, double[] waits, double share) =>
        new($"Acknowledgement of other signals, {when}, p{share * 100:0}", Result.Number(Rounds.Percentile(waits, share), "ms"));

    private static async Task<TimeSpan> MakeAsync(Orchestrator host, int followers)
    {
        var began = Stopwatch.GetTimestamp();
        await SignalAllAsync(host, Enumerable.Range(0, followers).Select(CrisisLoad.Begun));
        var took = Stopwatch.GetElapsedTime(began);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"crisis: {followers:#,0} followers made in {took.TotalSeconds:0} s"));
        return took;
    }

    private static Task SignalAllAsync(Orchestrator host, IEnumerable<Signal> signals) => CrisisLoad.SendAsync(signals, (_, call, cancel) => host.Customers.SignalAsync(call, cancel));

    /// <summary>How long each signal waited, in milliseconds, until something ends.</summary>
    private static async Task<double[]> WithAsync(Orchestrator host, int perSecond, Task until, Func<int> next)
    {
        var waits = new ConcurrentBag<double>();
        var calls = new ConcurrentBag<Task>();
        await Schedule.RunAsync(perSecond, int.MaxValue, _ => calls.Add(OneAsync(host, next(), waits)), until);
        await until;
        await Task.WhenAll(calls);
        return [.. waits];
    }

    private static async Task OneAsync(Orchestrator host, int number, ConcurrentBag<double> waits)
    {
        var began = Stopwatch.GetTimestamp();
        Accepted.Check(await host.Customers.SignalAsync([Other(number % Others, number)]));
        waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static async Task ToldAsync(Orchestrator host)
    {
        var said = Stopwatch.GetTimestamp();
        while (await host.Customers.Topics.FanOutsAsync(0, 1) is { Items: [var onItsWay] })
        {
            if (Stopwatch.GetElapsedTime(said) > TimeSpan.FromSeconds(10))
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"crisis: {onItsWay.Progress.Told:#,0} of {onItsWay.Progress.Followers:#,0} told, {onItsWay.PerSecond:#,0} a second, until {onItsWay.EstimatedEnd:HH:mm:ss}"));
                said = Stopwatch.GetTimestamp();
            }
            await Task.Delay(100);
        }
    }

    private static long SizeOf(string data) => new DirectoryInfo(data).GetFiles().Sum(file => file.Length);

    private static Signal Other(int customer, int number) => new($"other-{customer}-{number}", "/bench", "customer.updated", $"other-{customer}", null, Value.OfMap(ValueMap.Empty.With("n", Value.Of(number))));
}
