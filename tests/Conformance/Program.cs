using JourneyOrchestrator.Conformance;
using JourneyOrchestrator.Conformance.Cmmn;
using JourneyOrchestrator.Conformance.Elsa;
using JourneyOrchestrator.Conformance.Expressions;
using JourneyOrchestrator.Conformance.Golden;
using JourneyOrchestrator.Conformance.Models;

// Conformance KIND PATH [--only ID,ID] [--failed] [--explain ID]
if (args is ["golden", var golden, ..]) return GoldenSuite.Run(golden, args[2..]);
if (args.Length < 2 || args[0] is not ("cel" or "elsa" or "cmmn" or "models"))
{
    Console.Error.WriteLine("usage: Conformance cel FILE.jsonl | elsa FOLDER | cmmn FOLDER | models FOLDER [--only ID,ID] [--failed] [--explain ID] | golden FOLDER [--culture NAME] [--write]");
    return 2;
}
if (!RunOptions.TryParse(args[2..], out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}
if (!File.Exists(args[1]) && !Directory.Exists(args[1]))
{
    Console.Error.WriteLine($"{args[1]} does not exist.");
    return 2;
}
var tally = args[0] switch
{
    "cel" => CelSuite.Run(args[1], options),
    "elsa" => ElsaSuite.Run(args[1], options),
    "models" => ModelSuite.Run(args[1], options),
    _ => CmmnSuite.Run(args[1], options),
};
Console.WriteLine($"{args[0]}: {tally.Passed} passed, {tally.Failed} failed, {tally.Skipped} skipped");
return tally.Failed == 0 ? 0 : 1;
