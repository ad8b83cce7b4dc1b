using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Item control of a plan item; rule by rule that of its definition where it has none of its own (CMMN 1.1, 5.4.11).</summary>
internal sealed class CmmnControl(XElement item, XElement definition, string id, CmmnExpressions expressions)
{
    public ItemControlPlan Read(int order) => ItemControlPlan.None with
    {
        Required = Rule("requiredRule"), Repetition = Rule("repetitionRule"), ManualActivation = Rule("manualActivationRule"), Order = order,
    };

    private RulePlan? Rule(string name)
    {
        if ((item.Child("itemControl")?.Child(name) ?? definition.Child("defaultControl")?.Child(name)) is not { } rule) return null;
        return rule.Child("condition") is { } condition && expressions.Condition(condition, id, name, rule.Attribute(CmmnXml.Flowable + "counterVariable")?.Value) is { } when ? new RulePlan(when) : new RulePlan(null);
    }
}
