using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Scopes as they are written.</summary>
public static class ScopeNames
{
    public static IReadOnlyList<string> All { get; } = Of(Scopes.All);

    public static IReadOnlyList<string> Of(Scopes scopes) =>
        [.. Enum.GetValues<Scopes>().Where(scope => int.IsPow2((int)scope) && scopes.HasFlag(scope)).Select(FactNames.Names<Scopes>.Of)];

    public static Scopes Parse(IEnumerable<string> names) => names.Aggregate(Scopes.None, (all, name) => all | FactNames.Names<Scopes>.Parse(name));
}
