using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>The roles of a case, which a plan knows by their names only.</summary>
internal sealed class CmmnRoles(CmmnNames names)
{
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    public string Id(string name)
    {
        if (!ids.TryGetValue(name, out var id)) ids[name] = id = names.Unique($"role{ids.Count + 1}");
        return id;
    }

    /// <summary>All that were named; null: none was.</summary>
    public XElement? Write() => ids.Count == 0 ? null
        : new XElement(CmmnXml.Model + "caseRoles", ids.Select(role => new XElement(CmmnXml.Model + "role", new XAttribute("id", role.Value), new XAttribute("name", role.Key))));
}
