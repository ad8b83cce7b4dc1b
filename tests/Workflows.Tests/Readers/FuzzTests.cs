using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Definitions and expressions spoilt by chance: reading them, and running what can be run of them, throws nothing and comes to an end.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Signals = ["trip.booked", "trip.boarded", "train.updated", "trip.exited", "review.given", "care.requested", "Event", "x"];

    private static readonly Lazy<string[]> Sources = new(() =>
    {
        var cases = Path.GetFullPath(Path.Combine(DiagnosticTests.Root(), "..", "shared", "elsa", "cases"));
        var journeys = Directory.GetFiles(Path.Combine(DiagnosticTests.Root(), "workflows", "journeys"), "*.json").Order(StringComparer.Ordinal).SelectMany(f => Enumerable.Repeat(f, 3));
        IEnumerable<string> theirs = Directory.Exists(cases) ? Directory.GetFiles(cases, "*.json", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "manifest.json").Order(StringComparer.Ordinal) : [];
        return [.. journeys.Concat(theirs).Select(File.ReadAllText)];
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Spoilt_definitions_are_read_checked_and_run_as_drafts(int seed)
    {
        var mutations = new Mutations(seed, Sources.Value);
        for (var i = 0; i < 250; i++)
        {
            var json = mutations.Next();
            var read = ElsaReader.Read(json);
            Assert.All(read.Diagnostics, d => Assert.False(
                string.IsNullOrWhiteSpace(d.Code) || d.Node is null || string.IsNullOrWhiteSpace(d.Message) || string.IsNullOrWhiteSpace(d.Fix) || !d.Message.EndsWith('.'), d.ToString()));
            if (read.Plan is { } plan) Run(plan);
        }
    }

    private static void Run(JourneyPlan plan)
    {
        var kit = new CaseKit(plan);
        kit.Hand(new Stimulus.Start(plan.Starts.FirstOrDefault()?.Node, ValueMap.Empty, null));
        foreach (var signal in Signals) kit.Send(signal, Value.OfMap(ValueMap.Empty.With("legs", Value.OfList(Value.Of(1)))));
        kit.Wait(TimeSpan.FromMinutes(10));
        if (kit.State.Incidents is [var incident, ..]) kit.Hand(new Stimulus.Skip(incident.Item, CaseKit.ByPerson));
        kit.Hand(new Stimulus.ActOnCase(CaseTransition.Suspend, CaseKit.ByPerson));
        kit.Hand(new Stimulus.ActOnCase(CaseTransition.Reactivate, CaseKit.ByPerson));
        kit.Hand(new Stimulus.ActOnCase(CaseTransition.Terminate, CaseKit.ByPerson));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Expressions_put_together_by_chance_are_values_or_issues(int seed)
    {
        string[] pieces =
        [
            "vars", "signal", ".data", ".x", "[0]", "['a']", "(", ")", "[", "]", "{", "}", ":", "?", ",", "1", "-9223372036854775808", "9223372036854775807", "1u", "0.0", "1e308", "'a'", "b'\\xff'", "r'\\'",
            "null", "true", " in ", " + ", " - ", " * ", " / ", " % ", " == ", " < ", " && ", " || ", "!", "-", ".?a", ".orValue(", ".map(i, ", ".all(k, v, ", ".exists(i, i)", "has(", "size(", "string(", "int(",
            "timestamp(", "duration(", ".getHours(", ".format([", "'%s%.99f'", ".matches('(a|b)*')", ".replace('', 'b')", ".split('')", ".substring(", "optional.none()", "cel.bind(a, ", "math.greatest(", "type(", "`", "//", "\n", "\ud83d", "é",
        ];
        var random = new Random(seed);
        var roots = new Dictionary<string, Value> { ["vars"] = ValueJson.Parse("""{"x":[1,2,{"a":null}],"a":"text"}"""u8), ["signal"] = Value.Null };
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 14); length > 0; length--) text.Append(pieces[random.Next(pieces.Length)]);
            var result = Cel.Compile(text.ToString(), CelScope.Journey);
            Assert.All(result.Issues, issue => Assert.False(string.IsNullOrWhiteSpace(issue.Message) || string.IsNullOrWhiteSpace(issue.Fix) || issue.Column < 0 || issue.Column > text.Length, text.ToString()));
            if (result.Expression is { } expression) _ = expression.Evaluate(new Roots(roots));
            else Assert.NotEmpty(result.Issues);
        }
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("{1: ", "1", "}")]
    [InlineData("-", "1", "")]
    [InlineData("!", "true", "")]
    [InlineData("1 + ", "1", "")]
    [InlineData("true ? true : ", "true", "")]
    [InlineData("true && ", "true", "")]
    [InlineData("size([", "1", "])")]
    [InlineData("[1].map(i, ", "i", ")")]
    [InlineData("cel.bind(a, 1, ", "a", ")")]
    [InlineData("", "vars", ".a")]
    [InlineData("", "vars", "[0]")]
    [InlineData("", "vars", ".trim()")]
    [InlineData("", "vars", ".?a")]
    [InlineData("", "vars", ".filter(i, i)")]
    public void Expressions_of_any_depth_are_refused_before_the_stack_ends(string before, string middle, string after)
    {
        var count = (Cel.TextMax - middle.Length) / (before.Length + after.Length);
        var text = string.Concat(Enumerable.Repeat(before, count)) + middle + string.Concat(Enumerable.Repeat(after, count));
        Assert.Contains(Cel.Compile(text, CelScope.Journey).Issues, i => i.Code == "syntax");
    }

    private sealed class Roots(Dictionary<string, Value> values) : IActivation
    {
        public bool TryResolve(string name, out Value value) => values.TryGetValue(name, out value);
    }
}
