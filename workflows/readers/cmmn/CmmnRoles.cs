using System.Collections.Immutable;
using System.Xml.Linq;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>The roles of a case (CMMN 1.1, 5.2.2), and who may do what.</summary>
internal sealed class CmmnRoles(XElement caseElement, Diagnostics diagnostics)
{
    // CMMN 1.0 has them in the case itself.
    private readonly Dictionary<string, string> names = (caseElement.Child("caseRoles")?.Children("role") ?? []).Concat(caseElement.Children("caseRole"))
        .Where(role => role.Text("id") is not null).DistinctBy(role => role.Text("id")).ToDictionary(role => role.Text("id")!, role => role.Text("name") ?? role.Text("id")!, StringComparer.Ordinal);

    /// <summary>Names of the roles that an element names as authorised.</summary>
    public ImmutableArray<string> Authorised(XElement element, string node)
    {
        var roles = ImmutableArray.CreateBuilder<string>();
        foreach (var reference in element.Refs("authorizedRoleRefs"))
        {
            if (names.TryGetValue(reference, out var name)) roles.Add(name);
            else diagnostics.Error("J730", node, $"The role '{reference}' does not exist.", diagnostics.Suggest(reference, names.Keys, "Declare it in the 'caseRoles' of the case."));
        }
        return roles.ToImmutable();
    }
}
