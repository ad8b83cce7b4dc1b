using System.Text.Json;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Expressions;

/// <summary>Runs the cases of a JSONL file: an expression, its bindings, and the value or error that is expected.</summary>
internal static class CelSuite
{
    public static Tally Run(string path, RunOptions options)
    {
        var (passed, failed) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("id").GetString()!;
            if (!options.Wants(id)) continue;
            var (actual, expected, ok) = Judge(json.RootElement);
            if (ok) passed++;
            else failed++;
            if (options.Explain == id || (options.Failed && !ok))
                Console.WriteLine($"{(ok ? "ok  " : "FAIL")} {id}\n     {json.RootElement.GetProperty("expr").GetString()}\n     expected {expected}\n     got      {actual}");
        }
        return new Tally(passed, failed, 0);
    }

    private static (Value Actual, string Expected, bool Ok) Judge(JsonElement test)
    {
        var actual = Evaluate(test);
        if (!test.TryGetProperty("value", out var expected)) return (actual, "an error", actual.IsError);
        var value = TestValues.Read(expected);
        if (IsRefused(test) is { } refusal) return (Value.Error(refusal), value.ToString(), false);
        return (actual, value.ToString(), Same(actual, value));
    }

    /// <summary>What has a value must pass the check of types as well, unless the case says that it need not. Null: it does.</summary>
    private static string? IsRefused(JsonElement test)
    {
        if (test.TryGetProperty("disableCheck", out var off) && off.GetBoolean()) return null;
        var names = test.TryGetProperty("bindings", out var given) ? given.EnumerateObject().Select(b => b.Name).ToArray() : [];
        return Cel.Compile(test.GetProperty("expr").GetString()!, CelScope.Named(names)).Issues.FirstOrDefault(i => i.Code == "wrong-types")?.Message;
    }

    private static Value Evaluate(JsonElement test)
    {
        var scope = CelScope.Open;
        if (test.TryGetProperty("container", out var container)) scope = scope.In(container.GetString()!);
        var result = Cel.Compile(test.GetProperty("expr").GetString()!, scope);
        if (result.Expression is not { } expression) return Value.Error(string.Join(' ', result.Issues.Select(i => i.Message)));
        var bindings = new Bindings();
        if (test.TryGetProperty("bindings", out var given))
            foreach (var binding in given.EnumerateObject()) bindings[binding.Name] = TestValues.Read(binding.Value);
        return expression.Evaluate(bindings);
    }

    /// <summary>Kinds must match too; NaN matches NaN.</summary>
    private static bool Same(in Value a, in Value b)
    {
        if (a.Kind != b.Kind) return false;
        return a.Kind switch
        {
            ValueKind.Double => a.AsDouble().Equals(b.AsDouble()) || a.AsDouble() == b.AsDouble(),
            ValueKind.List => a.AsList().Length == b.AsList().Length && a.AsList().Zip(b.AsList()).All(pair => Same(pair.First, pair.Second)),
            ValueKind.Map => a.AsMap().Count == b.AsMap().Count && a.AsMap().Zip(b.AsMap()).All(pair => Same(pair.First.Key, pair.Second.Key) && Same(pair.First.Value, pair.Second.Value)),
            _ => a == b,
        };
    }

    private sealed class Bindings : Dictionary<string, Value>, IActivation
    {
        public bool TryResolve(string name, out Value value) => TryGetValue(name, out value);
    }
}
