using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>The roles of a case, which a plan knows by their names only: those that are declared, and whatever else is named.</summary>
internal sealed class CmmnRoles
{
    private readonly JourneyPlan plan;
    private readonly CmmnNames names;
    private readonly OrderedDictionary<string, string> ids = new(StringComparer.Ordinal);

    public CmmnRoles(JourneyPlan plan, CmmnNames names)
    {
        (this.plan, this.names) = (plan, names);
        foreach (var role in plan.Roles) Id(role.Id);
    }

    /// <summary>With all that was named until now, the elements say which roles are declared: no more than names.</summary>
    public bool SayAll => plan.Roles.All(role => role is { Customer: false, Assigned: null, Hears.IsEmpty: true } && role.Name == role.Id)
        && ids.Keys.Where(name => name != RolePlan.Owner).SequenceEqual(plan.Roles.Select(role => role.Id));

    public bool IsDeclared(string name) => plan.Roles.Any(role => role.Id == name);

    public string Id(string name)
    {
        if (!ids.TryGetValue(name, out var id)) ids[name] = id = names.Unique($"role{ids.Count + 1}");
        return id;
    }

    /// <summary>An attribute that refers to roles; null: to none.</summary>
    public XAttribute? Authorised(IReadOnlyCollection<string> authorised) => authorised.Count == 0 ? null : new XAttribute("authorizedRoleRefs", string.Join(' ', authorised.Select(Id)));

    /// <summary>All that are declared or were named; null: none.</summary>
    public XElement? Write() => ids.Count == 0 ? null
        : new XElement(CmmnXml.Model + "caseRoles", ids.Select(role => new XElement(CmmnXml.Model + "role", new XAttribute("id", role.Value), new XAttribute("name", role.Key))));
}
