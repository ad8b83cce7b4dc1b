using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>Something that a criterion waits for: an event of an item, or of the case file. Both hand out those that they can have (<c>task.Completed</c>, <c>milestone.Occurred</c>, <c>order.Updated</c>).</summary>
public sealed record OnPart
{
    private readonly string member;
    private readonly string source;
    private readonly string standardEvent;
    private readonly string? exitCriterion;

    internal OnPart(string source, ItemTransition transition, string? exitCriterion = null) =>
        (member, this.source, standardEvent, this.exitCriterion) = ("source", source, FactNames.Of(transition), exitCriterion);

    internal OnPart(string fileItem, CaseFileTransition transition) => (member, source, standardEvent) = ("caseFileItem", fileItem, FactNames.Names<CaseFileTransition>.Of(transition));

    internal JsonObject Json
    {
        get
        {
            var json = new JsonObject { [member] = source, ["standardEvent"] = standardEvent };
            if (exitCriterion is not null) json["exitCriterionRef"] = exitCriterion;
            return json;
        }
    }
}
