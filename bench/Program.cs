using System.Globalization;
using JourneyOrchestrator.Bench;
using JourneyOrchestrator.Bench.Measures;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
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
    ["startup"] = StartUpMeasure.RunAsync,
    ["growth"] = GrowthMeasure.RunAsync,
};
string[] wanted = args is ["all"] ? [.. measures.Keys] : args;
if (wanted.Length == 0 || wanted.FirstOrDefault(name => !measures.ContainsKey(name)) is not null)
{
    Console.Error.WriteLine($"Say what to measure: all, or some of {string.Join(", ", measures.Keys)}.");
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
