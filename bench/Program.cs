using System.Globalization;
using JourneyOrchestrator.Bench;
using JourneyOrchestrator.Bench.Measures;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var options = Options.Read(args);
var measures = new Dictionary<string, Func<Task<IReadOnlyList<Result>>>>(StringComparer.Ordinal)
{
    ["engine"] = EngineMeasure.RunAsync,
    ["plans"] = PlanMeasure.RunAsync,
    ["cel"] = CelMeasure.RunAsync,
    ["signals"] = SignalsMeasure.RunAsync,
    ["postgres"] = PostgresMeasure.RunAsync,
    ["latency"] = LatencyMeasure.RunAsync,
    ["singles"] = SinglesMeasure.RunAsync,
    ["cards"] = CardMeasure.RunAsync,
    ["idle"] = IdleMeasure.RunAsync,
    ["memory"] = MemoryMeasure.RunAsync,
    ["fanout"] = FanOutMeasure.RunAsync,
    ["crisis"] = () => CrisisMeasure.RunAsync(options.Followers, options.Signals),
    ["startup"] = StartUpMeasure.RunAsync,
    ["growth"] = GrowthMeasure.RunAsync,
};
IReadOnlyList<string> wanted = options.Names is ["all"] ? [.. measures.Keys] : options.Names;
if (wanted.Count == 0 || wanted.FirstOrDefault(name => !measures.ContainsKey(name)) is not null)
{
    Console.Error.WriteLine($"Say what to measure: all, or some of {string.Join(", ", measures.Keys)}; of crisis perhaps --followers N --signals N (a second).");
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
