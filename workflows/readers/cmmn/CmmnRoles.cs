using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>The roles of a case (CMMN 1.1, 5.2.2), and who may do what. People know a role by its name; its id is the document's.</summary>
internal sealed class CmmnRoles(XElement @case, Diagnostics diagnostics)
{
    // CMMN 1.0 has them in the case itself.
    private readonly Dictionary<string, string> names = (@case.Child("caseRoles")?.Children("role") ?? []).Concat(@case.Children("caseRole"))
        .Where(role => role.Text("id") is not null).DistinctBy(role => role.Text("id")).ToDictionary(role => role.Text("id")!, role => role.Text("name") ?? role.Text("id")!, StringComparer.Ordinal);

    public ImmutableArray<RolePlan> Declared => [.. names.Values.Distinct().Where(name => name != RolePlan.Owner).Select(name => new RolePlan(name, false, null, []))];

    /// <summary>Who performs a human task; null: it does not say.</summary>
    public string? Performer(XElement definition, string node) => definition.Text("performerRef") is { Length: > 0 } reference ? NameOf(reference, node) : null;

    /// <summary>Names of the roles that an element names as authorised.</summary>
    public ImmutableArray<string> Authorised(XElement element, string node) => [.. element.Refs("authorizedRoleRefs").Select(reference => NameOf(reference, node)).OfType<string>()];

    /// <summary>Who may let a user listener occur (R47); null: whoever may act.</summary>
    public RightsPlan? Rights(XElement listener, string node) => Authorised(listener, node) is { IsEmpty: false } roles
        ? new RightsPlan(new Dictionary<string, ImmutableArray<string>> { [Kernel.Operations.Complete] = roles }.ToFrozenDictionary(StringComparer.Ordinal)) : null;

    private string? NameOf(string reference, string node)
    {
        if (names.TryGetValue(reference, out var name)) return name;
        diagnostics.Error("J730", node, $"The role '{reference}' does not exist.", diagnostics.Suggest(reference, names.Keys, "Declare it in the 'caseRoles' of the case."));
        return null;
    }
}
