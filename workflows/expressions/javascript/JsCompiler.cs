using System.Collections.Immutable;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Checks a syntax tree and compiles it to delegates: operators and what is written in brackets.</summary>
internal sealed partial class JsCompiler(JsScope scope)
{
    private static readonly CelEval Never = _ => Value.Error("the expression has errors");

    private readonly SortedSet<string> reads = new(StringComparer.Ordinal);
    private readonly HashSet<(bool IsInput, string Name)> named = [];
    private int depth;

    public List<CelIssue> Issues { get; } = [];

    /// <summary>Variables and inputs that are named, each once.</summary>
    public List<JsName> Names { get; } = [];

    public ImmutableArray<string> Reads => [.. reads];

    public CelEval Compile(JsNode node)
    {
        if (++depth > CelParser.ChainMax) throw CelParser.TooLong(node.At, node.Length);
        var eval = node switch
        {
            JsNode.Constant { Value: var value } => _ => value,
            JsNode.Name name => Unnamed(name),
            JsNode.Group group => Compile(group.Inner),
            JsNode.Unary unary => Unary(unary.Operator, Compile(unary.Operand)),
            JsNode.Binary binary => Binary(binary.Operator, Compile(binary.Left), Compile(binary.Right)),
            JsNode.Conditional conditional => Conditional(Compile(conditional.Test), Compile(conditional.Then), Compile(conditional.Otherwise)),
            JsNode.Template template => Template([.. template.Texts], All(template.Holes)),
            JsNode.List list => List(All(list.Items)),
            JsNode.Map map => Map(All([.. map.Entries.Select(e => e.Key)]), All([.. map.Entries.Select(e => e.Value)])),
            JsNode.Chain chain => Chain(chain),
            _ => throw new InvalidOperationException($"Unknown node {node.GetType()}."),
        };
        depth--;
        return eval;
    }

    private CelEval[] All(ImmutableArray<JsNode> nodes) => [.. nodes.Select(Compile)];

    private CelEval Issue(int at, int length, string code, string message, string fix) => Issue(new CelIssue(at, length, code, message, fix));

    private CelEval Issue(CelIssue issue)
    {
        Issues.Add(issue);
        return Never;
    }

    private static CelEval Unary(string symbol, CelEval operand) => symbol switch
    {
        "!" => Not(operand),
        "typeof" => Of(operand, (_, value) => Value.Of(JsValues.TypeOf(value))),
        "+" => Number(operand, x => x),
        "-" => Number(operand, x => -x),
        _ => Number(operand, x => ~JsNumbers.ToInt32(x)),
    };

    /// <summary>An operation on a value; an error comes out unchanged.</summary>
    private static CelEval Of(CelEval operand, Func<CelFrame, Value, Value> operation) => frame =>
    {
        var value = operand(frame);
        return value.IsError ? value : operation(frame, value);
    };

    private static CelEval Binary(string symbol, CelEval left, CelEval right) => symbol switch
    {
        "&&" => Of(left, (frame, value) => JsValues.IsTrue(value) ? right(frame) : value),
        "||" => Of(left, (frame, value) => JsValues.IsTrue(value) ? value : right(frame)),
        "??" => Of(left, (frame, value) => JsValues.IsNothing(value) ? right(frame) : value),
        "+" => frame => JsOperators.Add(frame, left(frame), right(frame)),
        "-" => Number(left, right, (x, y) => x - y),
        "*" => Number(left, right, (x, y) => x * y),
        "/" => Number(left, right, (x, y) => x / y),
        "%" => Number(left, right, (x, y) => x % y),
        "**" => Number(left, right, JsOperators.Power),
        "===" => frame => JsOperators.Same(frame, left(frame), right(frame)),
        "!==" => Not(frame => JsOperators.Same(frame, left(frame), right(frame))),
        "==" => frame => JsOperators.Alike(frame, left(frame), right(frame)),
        "!=" => Not(frame => JsOperators.Alike(frame, left(frame), right(frame))),
        "<" => frame => JsOperators.Compare(frame, left(frame), right(frame), order => order < 0),
        "<=" => frame => JsOperators.Compare(frame, left(frame), right(frame), order => order <= 0),
        ">" => frame => JsOperators.Compare(frame, left(frame), right(frame), order => order > 0),
        ">=" => frame => JsOperators.Compare(frame, left(frame), right(frame), order => order >= 0),
        _ => Number(left, right, (x, y) => JsOperators.Bits(symbol, x, y)),
    };

    private static CelEval Number(CelEval left, CelEval right, Func<double, double, double> operation) => frame => JsOperators.Calculate(frame, left(frame), right(frame), operation);

    private static CelEval Number(CelEval operand, Func<double, double> operation) => frame =>
    {
        var number = JsValues.ToNumber(frame, operand(frame));
        return number.IsError ? number : Value.Of(operation(number.AsDouble()));
    };

    private static CelEval Not(CelEval operand) => Of(operand, (_, value) => Value.Of(!JsValues.IsTrue(value)));

    private static CelEval Conditional(CelEval test, CelEval then, CelEval otherwise) => Of(test, (frame, value) => JsValues.IsTrue(value) ? then(frame) : otherwise(frame));

    private static CelEval Template(string[] texts, CelEval[] holes) => frame =>
    {
        var result = new StringBuilder(texts[0]);
        for (var i = 0; i < holes.Length; i++)
        {
            var value = JsValues.ToText(frame, holes[i](frame));
            if (value.IsError) return value;
            if (!frame.SpendText(value.AsString().Length)) return CelFrame.TooExpensive;
            result.Append(value.AsString()).Append(texts[i + 1]);
        }
        return Value.Of(result.ToString());
    };

    private static CelEval List(CelEval[] items) => frame =>
    {
        var list = ImmutableArray.CreateBuilder<Value>(items.Length);
        foreach (var item in items)
        {
            var value = item(frame);
            if (value.IsError) return value;
            list.Add(value);
        }
        return frame.Spend(items.Length) ? Value.OfList(list.MoveToImmutable()) : CelFrame.TooExpensive;
    };

    /// <summary>Of a name that comes twice the last counts.</summary>
    private static CelEval Map(CelEval[] keys, CelEval[] values) => frame =>
    {
        var members = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = JsValues.ToText(frame, keys[i](frame));
            if (key.IsError) return key;
            var value = values[i](frame);
            if (value.IsError) return value;
            members[key.AsString()] = value;
        }
        var map = new ValueMap.Builder(members.Count);
        foreach (var (name, value) in members) map.Add(name, value);
        return frame.Spend(keys.Length) ? Value.OfMap(map.Build()) : CelFrame.TooExpensive;
    };
}
