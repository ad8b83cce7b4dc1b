using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Checks a syntax tree against a scope and compiles it to delegates.</summary>
internal sealed partial class CelCompiler(CelScope scope)
{
    private static readonly CelEval Never = _ => Value.Error("the expression has errors");

    private readonly List<(string Name, int Slot)> variables = [];
    private readonly SortedSet<string> reads = new(StringComparer.Ordinal);
    private int depth;

    public List<CelIssue> Issues { get; } = [];

    /// <summary>Variables of macros that are alive at the same time, at most.</summary>
    public int Locals { get; private set; }

    public ImmutableArray<string> Reads => [.. reads];

    public CelEval Compile(CelNode node)
    {
        if (++depth > CelParser.ChainMax) throw CelParser.TooLong(node.At, node.Length);
        var eval = node switch
        {
            CelNode.Constant constant => Constant(constant.Value),
            CelNode.Name name => Name(name),
            CelNode.Select select => Select(select),
            CelNode.Index index => Index(index),
            CelNode.List list => List(list),
            CelNode.Map map => Map(map),
            CelNode.Call call => Call(call),
            CelNode.Comprehension comprehension => Comprehension(comprehension),
            CelNode.Bind bind => Bind(bind),
            _ => throw new InvalidOperationException($"Unknown node {node.GetType()}."),
        };
        depth--;
        return eval;
    }

    private static CelEval Constant(Value value) => _ => value;

    private CelEval Issue(CelNode node, string code, string message, string fix)
    {
        Issues.Add(new CelIssue(node.At, node.Length, code, message, fix));
        return Never;
    }

    private int? Slot(string name)
    {
        for (var i = variables.Count - 1; i >= 0; i--)
            if (variables[i].Name == name) return variables[i].Slot;
        return null;
    }

    /// <summary>The dotted path of a chain of selections that begins at a root; null for anything else.</summary>
    private string? PathOf(CelNode node) => node switch
    {
        CelNode.Name name => !name.Root && Slot(name.Text) is not null ? null : name.Text,
        CelNode.Select { Optional: false, Test: false } select => PathOf(select.Target) is { } path ? $"{path}.{select.Field}" : null,
        _ => null,
    };

    private CelEval Name(CelNode.Name name)
    {
        if (!name.Root && Slot(name.Text) is { } slot) return frame => frame.Locals[slot];
        if (scope.IsOpen) return OpenName(name.Text, name.Root);
        if (scope.Declares(name.Text))
        {
            reads.Add(name.Text);
            return Root(name.Text);
        }
        if (CelTypes.IsName(name.Text)) return Constant(Value.OfType(name.Text));
        return Issue(name, "unknown-name", $"There is nothing named '{name.Text}'.", Suggest(name.Text, scope.Roots, "Use one of " + string.Join(", ", scope.Roots.Order(StringComparer.Ordinal)) + "."));
    }

    private static CelEval Root(string name) =>
        frame => frame.Activation.TryResolve(name, out var value) ? value : Value.Error($"there is no '{name}' here");

    private CelEval OpenName(string name, bool root)
    {
        var candidates = scope.Candidates(name, root);
        var type = CelTypes.IsName(name) ? Value.OfType(name) : (Value?)null;
        return frame =>
        {
            foreach (var candidate in candidates)
                if (frame.Activation.TryResolve(candidate, out var value)) return value;
            return type ?? Value.Error($"there is no '{name}' here");
        };
    }

    private CelEval Select(CelNode.Select select)
    {
        if (PathOf(select) is { } path)
        {
            if (scope.IsOpen) return OpenPath(select, path);
            var root = path[..path.IndexOf('.', StringComparison.Ordinal)];
            var member = path.Split('.')[1];
            if (CelTypes.IsName(path)) return Constant(Value.OfType(path));
            if (scope.MembersOf(root) is { } members && !members.Contains(member) && select.Target is CelNode.Name)
                return Issue(select, "unknown-member", $"'{root}' has no member '{member}'.", Suggest(member, members, $"It has {string.Join(", ", members.Order(StringComparer.Ordinal))}."));
        }
        var target = Target(select.Target, PathOf(select));
        return select.Target is CelNode.Name name && RootOf(name) is { } of ? Member(select, of, target) : Field(select, target);
    }

    /// <summary>The root that a name stands for; null where it is a variable of a macro, or could be anything.</summary>
    private string? RootOf(CelNode.Name name) =>
        scope.IsOpen || !scope.Declares(name.Text) || (!name.Root && Slot(name.Text) is not null) ? null : name.Text;

    /// <summary>A member right below a root: the whole root is made only where the member is not found without it.</summary>
    private static CelEval Member(CelNode.Select select, string root, CelEval target)
    {
        var (member, field) = (select.Field, Field(select, target));
        if (select.Test) return frame => frame.Activation.TryResolve(root, member, out _) ? Value.True : field(frame);
        if (select.Optional) return frame => frame.Activation.TryResolve(root, member, out var value) ? Value.OfOptional(value) : field(frame);
        return frame => frame.Activation.TryResolve(root, member, out var value) ? value : field(frame);
    }

    /// <summary>Compiles the target of a path so that only the whole path counts as read.</summary>
    private CelEval Target(CelNode target, string? path)
    {
        if (path is null) return Compile(target);
        var before = reads.ToArray();
        var eval = Compile(target);
        reads.IntersectWith(before);
        reads.Add(path);
        return eval;
    }

    private static CelEval Field(CelNode.Select select, CelEval target)
    {
        var field = select.Field;
        if (select.Test) return frame => CelAccess.Has(target(frame), field);
        if (select.Optional) return frame => CelAccess.OptionalField(target(frame), field);
        return frame => CelAccess.Field(target(frame), field);
    }

    /// <summary>In an open scope the longest dotted name that is bound wins.</summary>
    private CelEval OpenPath(CelNode.Select select, string path)
    {
        var candidates = scope.Candidates(path, Rooted(select));
        var type = CelTypes.IsName(path) ? Value.OfType(path) : (Value?)null;
        var field = Field(select, Compile(select.Target));
        return frame =>
        {
            foreach (var candidate in candidates)
                if (frame.Activation.TryResolve(candidate, out var value)) return value;
            return type ?? field(frame);
        };
    }

    private static bool Rooted(CelNode node) => node switch
    {
        CelNode.Name name => name.Root,
        CelNode.Select select => Rooted(select.Target),
        _ => false,
    };

    private CelEval Index(CelNode.Index index)
    {
        var (target, key) = (Compile(index.Target), Compile(index.Key));
        if (index.Optional) return frame => CelAccess.OptionalElement(target(frame), key(frame));
        return frame => CelAccess.Element(target(frame), key(frame));
    }

    private CelEval List(CelNode.List list)
    {
        if (list.Items.All(i => i is { Item: CelNode.Constant, Optional: false }))
            return Constant(Value.OfList(list.Items.Select(i => ((CelNode.Constant)i.Item).Value).ToImmutableArray()));
        var items = list.Items.Select(i => (Eval: Compile(i.Item), i.Optional)).ToArray();
        return frame =>
        {
            var built = ImmutableArray.CreateBuilder<Value>(items.Length);
            foreach (var (eval, optional) in items)
            {
                var value = eval(frame);
                if (value.IsError) return value;
                if (!optional) built.Add(value);
                else if (value.Kind != ValueKind.Optional) return Value.Error("only an optional can be added with '?'");
                else if (value.AsOptional() is { } held) built.Add(held);
            }
            return Affordable(frame, Value.OfList(built.DrainToImmutable()));
        };
    }

    private CelEval Map(CelNode.Map map)
    {
        var entries = map.Entries.Select(e => (Key: Compile(e.Key), Value: Compile(e.Value), e.Optional)).ToArray();
        if (entries.Length == 0) return Constant(Value.OfMap(ValueMap.Empty));
        return frame =>
        {
            var builder = new ValueMap.Builder(entries.Length);
            foreach (var (keyEval, valueEval, optional) in entries)
            {
                var (key, value) = (keyEval(frame), valueEval(frame));
                if (key.IsError) return key;
                if (value.IsError) return value;
                if (!CelAccess.IsKey(key.Kind)) return Value.Error($"{CelTypes.NameOf(key)} can't be the key of a map");
                if (!optional) builder.Add(key, value);
                else if (value.Kind != ValueKind.Optional) return Value.Error("only an optional can be added with '?'");
                else if (value.AsOptional() is { } held) builder.Add(key, held);
            }
            return Affordable(frame, CelAccess.Build(builder));
        };
    }

    private static Value Affordable(CelFrame frame, in Value built) => frame.SpendAll(built) ? built : CelFrame.TooExpensive;

    private static string Suggest(string name, IEnumerable<string> known, string otherwise) =>
        CelSuggestions.Nearest(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;
}
