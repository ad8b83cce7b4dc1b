using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>
/// Whether two plans are the same, member by member. It looks at every public member that there is, so that one which is added later can't be forgotten.
/// Not compared: what follows from the rest (<see cref="JourneyPlan.Nodes"/> and the like), and <see cref="ItemControlPlan.Order"/>, of which only the order of the siblings counts.
/// </summary>
public static class PlanDifference
{
    private static readonly HashSet<(Type, string)> Derived =
    [
        (typeof(JourneyPlan), nameof(JourneyPlan.Nodes)), (typeof(JourneyPlan), nameof(JourneyPlan.Parents)), (typeof(JourneyPlan), nameof(JourneyPlan.Listeners)),
        (typeof(CaseFilePlan), nameof(CaseFilePlan.ById)), (typeof(CaseFilePlan), nameof(CaseFilePlan.Listeners)), (typeof(PlanNode), nameof(PlanNode.Children)), (typeof(ItemControlPlan), nameof(ItemControlPlan.Order)),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    /// <summary>The first difference, with its path: <c>root.activities[2].control.entry[0].id: 'a' and 'b'</c>; null: they are the same.</summary>
    public static string? First(JourneyPlan one, JourneyPlan other) => First("", one, other);

    /// <summary>The same of two activities.</summary>
    internal static string? First(PlanNode one, PlanNode other) => First("", one, other);

    private static string? First(string path, object? one, object? other)
    {
        if (ReferenceEquals(one, other)) return null;
        if (one is null || other is null || one.GetType() != other.GetType()) return Told(path, one, other);
        return one switch
        {
            CelExpression left when other is CelExpression right => left.Text == right.Text && left.IsJavaScript == right.IsJavaScript ? null : Told(path, left.Text, right.Text),
            string or Value or Enum or IConvertible => one.Equals(other) ? null : Told(path, one, other),
            IDictionary left => Entries(path, left, (IDictionary)other),
            IEnumerable left => Elements(path, left, (IEnumerable)other),
            _ => Parts(path, one, other),
        };
    }

    private static string? Entries(string path, IDictionary one, IDictionary other)
    {
        foreach (var key in one.Keys.Cast<object>().Concat(other.Keys.Cast<object>()).OrderBy(k => k.ToString(), StringComparer.Ordinal))
            if (First($"{path}[{key}]", Entry(one, key), Entry(other, key)) is { } difference) return difference;
        return null;
    }

    private static object? Entry(IDictionary entries, object key) => entries.Contains(key) ? entries[key] : null;

    private static string? Elements(string path, IEnumerable one, IEnumerable other)
    {
        var (left, right) = (List(one), List(other));
        if (left is null || right is null) return left is null && right is null ? null : Told(path, left?.Count, right?.Count);
        for (var i = 0; i < left.Count && i < right.Count; i++)
            if (First($"{path}[{i}]", left[i], right[i]) is { } difference) return difference;
        return left.Count == right.Count ? null : $"{path}: {left.Count} and {right.Count} elements";
    }

    /// <summary>An array that was never made can't be walked.</summary>
    private static List<object?>? List(IEnumerable elements) =>
        elements.GetType().GetProperty("IsDefault")?.GetValue(elements) is true ? null : [.. elements.Cast<object?>()];

    private static string? Parts(string path, object one, object other)
    {
        foreach (var member in Members.GetOrAdd(one.GetType(), MembersOf))
            if (First(path.Length == 0 ? NameOf(member) : $"{path}.{NameOf(member)}", member.GetValue(one), member.GetValue(other)) is { } difference) return difference;
        return null;
    }

    private static PropertyInfo[] MembersOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && !Derived.Contains((p.DeclaringType!, p.Name)) && !IsChildren(p))
            .OrderBy(p => p.Name is "Id" or "Type" ? "" : p.Name, StringComparer.Ordinal),
    ];

    /// <summary>Containers say again as children what they say in members of their own.</summary>
    private static bool IsChildren(PropertyInfo member) => member.Name == nameof(PlanNode.Children) && member.DeclaringType!.IsAssignableTo(typeof(PlanNode));

    private static string NameOf(PropertyInfo member) => char.ToLowerInvariant(member.Name[0]) + member.Name[1..];

    private static string Told(string path, object? one, object? other) => $"{path}: {Shown(one)} and {Shown(other)}";

    private static string Shown(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{(text.Length > 200 ? text[..200] + "…" : text)}'",
        PlanNode node => node.ToString(),
        CelExpression expression => Shown(expression.Text),
        Value or Enum or IConvertible => value.ToString()!,
        _ => value.GetType().Name,
    };
}
