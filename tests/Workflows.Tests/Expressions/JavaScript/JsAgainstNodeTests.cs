using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>The same scripts, evaluated here and by JavaScript itself.</summary>
public sealed class JsAgainstNodeTests
{
    private const int Seed = 20260131, Count = 10_000;

    [NodeFact]
    public Task Every_script_of_the_table_gives_what_Node_gives() => Compare([.. JsCases.All.Select(c => c.Script)]);

    [NodeFact]
    public Task Scripts_of_chance_give_what_Node_gives() => Compare(JsGrammar.Scripts(new Random(Seed), Count));

    [NodeFact]
    public Task Numbers_of_chance_calculate_and_print_as_in_Node() => Compare(JsGrammar.Numbers(new Random(Seed), Count));

    /// <summary>But those of old Greek, which docs/expressions.md leaves out.</summary>
    [NodeFact]
    public Task Every_letter_has_the_capitals_that_Node_gives_it() =>
        Compare([.. Enumerable.Range(0x20, 0x1f00 - 0x20).Concat(Enumerable.Range(0x2000, 0xc00)).Concat(Enumerable.Range(0xfb00, 0x20)).Select(code => $"'\\u{{{code:x}}}'.toUpperCase() + 'a\\u{{{code:x}}}b'.toLowerCase()")]);

    private static async Task Compare(string[] scripts)
    {
        var expected = await NodeRun.Of(scripts);
        var different = scripts.Index().Select(s => Difference(s.Item, expected[s.Index])).OfType<string>().ToArray();
        Assert.True(different.Length == 0, $"{different.Length} of {scripts.Length} differ:\n{string.Join('\n', different.Take(20))}");
    }

    private static string? Difference(string script, Value? node)
    {
        var ours = JsEvaluation.Of(script);
        // two lists or objects are not told apart by what they are: an error here, a truth there
        if (ours.IsError && ours.AsString().Contains("the same one", StringComparison.Ordinal)) return null;
        var same = node is { } value ? JsEvaluation.Alike(ours, value) : ours.IsError;
        return same ? null : $"{script}\n    here {ours}, Node {node?.ToString() ?? "throws"}";
    }
}
