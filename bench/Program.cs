using System.Globalization;
using JourneyOrchestrator.Bench;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Measures;
using JourneyOrchestrator.Tests.Shared;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var options = Options.Read(args);
if (options.OnPostgres && PostgresServer.Missing is { } missing)
{
    Console.Error.WriteLine(missing);
    return 2;
}
using var places = new Places(options.OnPostgres ? PostgresServer.OfItsOwn("max_wal_size = 4GB") : null);
var measures = new Dictionary<string, Func<Task<IReadOnlyList<Result>>>>(StringComparer.Ordinal)
{
    ["signals"] = () => places.ArePostgres ? PostgresMeasure.RunAsync(places) : SignalsMeasure.RunAsync(places),
    ["latency"] = () => LatencyMeasure.RunAsync(places),
    ["singles"] = () => SinglesMeasure.RunAsync(places),
    ["cards"] = () => CardMeasure.RunAsync(places),
    ["idle"] = () => IdleMeasure.RunAsync(places),
    ["memory"] = () => MemoryMeasure.RunAsync(places),
    ["fanout"] = () => FanOutMeasure.RunAsync(places),
    ["startup"] = () => StartUpMeasure.RunAsync(places),
    ["growth"] = () => GrowthMeasure.RunAsync(places),
};
if (!places.ArePostgres)
{
    measures["engine"] = EngineMeasure.RunAsync;
    measures["plans"] = PlanMeasure.RunAsync;
    measures["cel"] = CelMeasure.RunAsync;
    measures["crisis"] = () => CrisisMeasure.RunAsync(options.Followers, options.Signals);
}
IReadOnlyList<string> wanted = options.Names is ["all"] ? [.. measures.Keys] : options.Names;
if (wanted.Count == 0 || wanted.FirstOrDefault(name => !measures.ContainsKey(name)) is not null)
{
    Console.Error.WriteLine($"Say what to measure: all, or some of {string.Join(", ", measures.Keys)}; --store postgres measures what has a store on PostgreSQL; of crisis perhaps --followers N --signals N (a second).");
    return 2;
}
var results = new List<Result>();
foreach (var name in wanted)
{
    var began = DateTime.UtcNow;
    results.AddRange(await measures[name]());
    Console.Error.WriteLine($"{name}: {(DateTime.UtcNow - began).TotalSeconds:0} s");
}
Result.Print(results, Console.Out);
return 0;
