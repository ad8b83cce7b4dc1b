using System.Collections.Frozen;
using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>What an expression may name. Immutable.</summary>
public sealed class CelScope
{
    private readonly FrozenDictionary<string, FrozenSet<string>?> roots;

    private CelScope(FrozenDictionary<string, FrozenSet<string>?> roots, bool open, string container)
    {
        this.roots = roots;
        IsOpen = open;
        Container = container;
    }

    /// <summary>The roots of journeys (docs/expressions.md).</summary>
    public static CelScope Journey { get; } = Of(
        ("signal", ["id", "source", "type", "subject", "time", "data", "topic"]), ("customer", ["id", "traits", "scores", "consents"]),
        ("case", ["id", "key", "journey", "version", "name", "correlationId", "status", "startedAt", "items", "messages", "outputs", "roles"]),
        ("vars", null), ("now", null), ("item", null));

    /// <summary>Any name, with dots as well, found when it is evaluated: for running expressions of unknown surroundings.</summary>
    public static CelScope Open { get; } = new(FrozenDictionary<string, FrozenSet<string>?>.Empty, true, "");

    /// <summary>Any root is allowed, and names may contain dots.</summary>
    internal bool IsOpen { get; }

    /// <summary>Namespace in which names are looked up first; empty: none.</summary>
    internal string Container { get; }

    internal IEnumerable<string> Roots => roots.Keys;

    /// <summary>These roots, of any content, and nothing else.</summary>
    public static CelScope Named(params string[] names) => Of([.. names.Select(name => (name, (string[]?)null))]);

    /// <summary>This scope with more roots of any content.</summary>
    public CelScope With(params string[] names) =>
        new(roots.Concat(names.Where(n => !roots.ContainsKey(n)).Select(n => KeyValuePair.Create(n, (FrozenSet<string>?)null))).ToFrozenDictionary(StringComparer.Ordinal), IsOpen, Container);

    /// <summary>This scope with a namespace.</summary>
    public CelScope In(string container) => new(roots, IsOpen, container);

    internal bool Declares(string name) => IsOpen || roots.ContainsKey(name);

    /// <summary>The members of a root; null when any is allowed.</summary>
    internal FrozenSet<string>? MembersOf(string root) => roots.GetValueOrDefault(root);

    /// <summary>Names to try for a name, innermost namespace first.</summary>
    internal ImmutableArray<string> Candidates(string name, bool root)
    {
        if (root || Container.Length == 0) return [name];
        var candidates = ImmutableArray.CreateBuilder<string>();
        for (var prefix = Container; prefix.Length > 0; prefix = prefix.LastIndexOf('.') is var dot and >= 0 ? prefix[..dot] : "")
            candidates.Add($"{prefix}.{name}");
        candidates.Add(name);
        return candidates.ToImmutable();
    }

    private static CelScope Of(params (string Name, string[]? Members)[] roots) => new(
        roots.ToFrozenDictionary(r => r.Name, r => r.Members?.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal), false, "");
}
