using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>A journey in words: one line for each activity, indented by what contains it.</summary>
internal static class JourneyOutline
{
    private const int Indent = 2;

    public static string Of(JourneyPlan plan)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Journey {plan.Id}, version {plan.Version}: {plan.Name}");
        foreach (var start in plan.Starts)
            text.AppendLine(CultureInfo.InvariantCulture, $"A case starts with the event '{start.EventName}'{(start.Condition is { } condition ? $" if {condition.Text}" : "")}.");
        if (plan.Goal is { } goal)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Goal: {goal.Name}");
            foreach (var part in goal.Parts) text.AppendLine(CultureInfo.InvariantCulture, $"  {part.Name}: {part.Condition.Text}");
        }
        Write(text, plan.Root, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, PlanNode node, int depth)
    {
        text.Append(' ', depth * Indent).Append(node.Id).Append(": ").Append(node.Name);
        if (NodeWords.Act(node) is { } act) text.Append(" - ").Append(act);
        foreach (var when in node.Control.Entry.Length > 0 ? NodeWords.When(node) : []) text.Append(" | begins: ").Append(when);
        text.Append('\n');
        foreach (var child in node.Children) Write(text, child, depth + 1);
    }
}
