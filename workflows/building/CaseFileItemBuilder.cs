using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>An item of the case file: the variable of its name, or a member of the item that it is a part of. It hands out the events that whatever writes it makes.</summary>
public sealed class CaseFileItemBuilder
{
    private readonly string name;

    internal CaseFileItemBuilder(string name, string id, Multiplicity multiplicity)
    {
        (this.name, Id) = (name, id);
        Json = new JsonObject { ["id"] = id, ["name"] = name };
        if (multiplicity != Multiplicity.Unspecified) Json["multiplicity"] = FactNames.Names<Multiplicity>.Of(multiplicity);
    }

    /// <summary>The way to it: <c>order.lines</c>.</summary>
    public string Id { get; }

    internal JsonObject Json { get; }

    public OnPart Created => On(CaseFileTransition.Create);

    public OnPart Updated => On(CaseFileTransition.Update);

    public OnPart Replaced => On(CaseFileTransition.Replace);

    public OnPart Deleted => On(CaseFileTransition.Delete);

    public OnPart ChildAdded => On(CaseFileTransition.AddChild);

    public OnPart ChildRemoved => On(CaseFileTransition.RemoveChild);

    public OnPart ReferenceAdded => On(CaseFileTransition.AddReference);

    public OnPart ReferenceRemoved => On(CaseFileTransition.RemoveReference);

    /// <summary>A part of it.</summary>
    public CaseFileItemBuilder Child(string name, Multiplicity multiplicity = Multiplicity.Unspecified)
    {
        var child = new CaseFileItemBuilder(name, $"{Id}.{name}", multiplicity);
        Json.Append("children", child.Json);
        return child;
    }

    /// <summary>Members of its value, of the names of these items, refer to them.</summary>
    public CaseFileItemBuilder Referring(params IReadOnlyCollection<CaseFileItemBuilder> items)
    {
        Json["references"] = new JsonArray([.. items.Select(i => (JsonNode)i.name)]);
        return this;
    }

    private OnPart On(CaseFileTransition transition) => new(Id, transition);
}
