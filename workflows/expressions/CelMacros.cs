using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Calls that are expanded while parsing: <c>has</c>, comprehensions, bindings (CEL language definition, Macros).</summary>
internal static class CelMacros
{
    /// <summary>The expansion; null when the call is no macro.</summary>
    public static CelNode? Expand(CelNode? target, CelToken name, ImmutableArray<CelNode> arguments) => (target, name.Text, arguments.Length) switch
    {
        (null, "has", 1) => Has(arguments[0], name),
        (CelNode.Name { Text: "cel" }, "bind", 3) => Bind(CelBinding.Plain, arguments[0], arguments[1], arguments[2], name),
        (not null, "optMap", 2) => Bind(CelBinding.OptMap, arguments[0], target, arguments[1], name),
        (not null, "optFlatMap", 2) => Bind(CelBinding.OptFlatMap, arguments[0], target, arguments[1], name),
        (not null, "all", 2) => One(CelMacro.All, target, arguments, name),
        (not null, "exists", 2) => One(CelMacro.Exists, target, arguments, name),
        (not null, "exists_one" or "existsOne", 2) => One(CelMacro.ExistsOne, target, arguments, name),
        (not null, "filter", 2) => One(CelMacro.Filter, target, arguments, name),
        (not null, "map", 2) => One(CelMacro.Map, target, arguments, name),
        (not null, "map", 3) => Make(CelMacro.Map, target, arguments[0], null, arguments[1], arguments[2], name),
        (not null, "all", 3) => Two(CelMacro.All, target, arguments, name),
        (not null, "exists", 3) => Two(CelMacro.Exists, target, arguments, name),
        (not null, "exists_one" or "existsOne", 3) => Two(CelMacro.ExistsOne, target, arguments, name),
        (not null, "transformList", 3) => Two(CelMacro.TransformList, target, arguments, name),
        (not null, "transformMap", 3) => Two(CelMacro.TransformMap, target, arguments, name),
        (not null, "transformList", 4) => Make(CelMacro.TransformList, target, arguments[0], arguments[1], arguments[2], arguments[3], name),
        (not null, "transformMap", 4) => Make(CelMacro.TransformMap, target, arguments[0], arguments[1], arguments[2], arguments[3], name),
        _ => null,
    };

    private static CelNode.Select Has(CelNode argument, CelToken name) => argument is CelNode.Select { Optional: false } select
        ? select with { Test = true }
        : throw CelSyntaxException.At(name.At, name.Length, "has() asks for a field.", "Write has(a.b).");

    private static CelNode.Comprehension One(CelMacro macro, CelNode range, ImmutableArray<CelNode> arguments, CelToken name) =>
        Make(macro, range, arguments[0], null, null, arguments[1], name);

    private static CelNode.Comprehension Two(CelMacro macro, CelNode range, ImmutableArray<CelNode> arguments, CelToken name) =>
        Make(macro, range, arguments[0], arguments[1], null, arguments[2], name);

    private static CelNode.Comprehension Make(CelMacro macro, CelNode range, CelNode first, CelNode? second, CelNode? filter, CelNode body, CelToken name)
    {
        var one = Variable(first);
        var two = second is null ? null : Variable(second);
        if (one == two) throw CelSyntaxException.At(second!.At, second.Length, $"The variable '{one}' is named twice.", "Name the second one otherwise.");
        return new CelNode.Comprehension(macro, range, one, two, filter, body, name.At, name.Length);
    }

    private static CelNode.Bind Bind(CelBinding binding, CelNode variable, CelNode value, CelNode body, CelToken name) =>
        new(binding, Variable(variable), value, body, name.At, name.Length);

    private static string Variable(CelNode node) => node is CelNode.Name { Root: false } name
        ? name.Text
        : throw CelSyntaxException.At(node.At, node.Length, "Here the name of a variable is expected.", "Write a simple name.");
}
