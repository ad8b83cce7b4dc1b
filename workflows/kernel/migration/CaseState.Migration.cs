using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

public sealed partial class CaseState
{
    /// <summary>Folds what a move to another version established.</summary>
    private void ApplyMigration(CaseFact fact)
    {
        switch (fact)
        {
            case CaseMigrated moved: Apply(moved); break;
            case ItemMigrated moved when Item(moved.Item) is { } item:
                item.Rename(new ItemName(item.Node, moved.NodeType, moved.Name));
                (item.Required, item.Mark) = (moved.Required, moved.Mark);
                break;
            case FlowMigrated moved when Item(moved.Item) is { } item: Apply(moved, item); break;
            case TaskUpdated updated when Item(updated.Item) is { Task: { } task } item:
                item.Task = task with { Role = updated.Role, Title = updated.Title, Due = updated.Due, Outcomes = updated.Outcomes };
                break;
        }
    }

    private void Apply(CaseMigrated fact)
    {
        Version = fact.To;
        foreach (var item in items) item.Plan = null; // it was that of the other version
    }

    private static void Apply(FlowMigrated fact, PlanItem item)
    {
        item.Clear();
        if (!fact.Activities.IsEmpty || !fact.Connections.IsEmpty)
        {
            var flow = item.Flow = new FlowCounts();
            for (var i = 0; i < fact.Activities.Length; i++) flow.SetActivity(i, fact.Activities[i]);
            for (var i = 0; i < fact.Connections.Length; i++) flow.SetConnection(i, Math.Abs(fact.Connections[i]), fact.Connections[i] > 0);
        }
        if (fact.Tokens.IsEmpty) return;
        var tokens = item.Tokens = new FlowTokens();
        for (var i = 0; i + 2 < fact.Tokens.Length; i += 3) tokens.Set(new FlowTokens.Place(fact.Tokens[i], fact.Tokens[i + 1], fact.Tokens[i + 2]));
    }
}
