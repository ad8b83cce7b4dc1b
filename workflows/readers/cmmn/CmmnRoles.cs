using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>The roles of a case (CMMN 1.1, 5.3.1), and what refers to them. People know a role by its name; its id is the document's.</summary>
internal sealed class CmmnRoles(XElement @case, Diagnostics diagnostics)
{
    // CMMN 1.1 has one element around them, CMMN 1.0 one for each.
    private readonly Dictionary<string, string> names = @case.Children("caseRoles")
        .SelectMany(roles => roles.Children("role").Any() ? roles.Children("role") : [roles])
        .Where(role => role.Text("id") is not null)
        .DistinctBy(role => role.Text("id"))
        .ToDictionary(role => role.Text("id")!, role => role.Text("name") ?? role.Text("id")!, StringComparer.Ordinal);

    public ImmutableArray<RolePlan> Declared => [.. names.Values.Distinct().Where(name => name != RolePlan.Owner).Select(name => new RolePlan(name, false, null, []))];

    /// <summary>Who performs a human task; null: it does not say.</summary>
    public string? Performer(XElement definition, string node) => definition.Text("performerRef") is { Length: > 0 } reference ? NameOf(reference, node) : null;

    /// <summary>Who may let a user listener occur (R47); null: whoever may act.</summary>
    public RightsPlan? Authorised(XElement definition, string node)
    {
        ImmutableArray<string> roles = [.. (definition.Text("authorizedRoleRefs") ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(reference => NameOf(reference, node)).OfType<string>()];
        return roles.IsEmpty ? null : new RightsPlan(new Dictionary<string, ImmutableArray<string>> { [Kernel.Operations.Complete] = roles }.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private string? NameOf(string reference, string node)
    {
        if (names.TryGetValue(reference, out var name)) return name;
        diagnostics.Error("J811", node, $"The role '{reference}' is not declared by the case.", diagnostics.Suggest(reference, names.Keys, "Declare it in 'caseRoles'."));
        return null;
    }
}
