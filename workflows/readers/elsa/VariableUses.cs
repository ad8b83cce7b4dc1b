namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>How an activity names a variable, an input of the journey, or another item.</summary>
internal enum VariableUse
{
    ById,
    ByName,
    /// <summary>To keep an output in: a variable by its id, or an output of the journey by its name.</summary>
    Keep,
    JourneyInput,
    Item,
}

/// <summary>Variables and inputs that activities name, noted while they are read, judged when all scopes are known.</summary>
internal sealed class VariableUses
{
    private readonly List<(string Node, string Name, VariableUse Use, string Place)> all = [];

    public IReadOnlyList<(string Node, string Name, VariableUse Use, string Place)> All => all;

    /// <param name="node">Id of the activity; empty: the journey itself.</param>
    /// <param name="place">Where in the activity, as the beginning of a sentence.</param>
    public void Add(string node, string name, VariableUse use, string place = "") => all.Add((node, name, use, place));

    /// <summary>Notes the variables that an expression reads as <c>vars.name</c>, and the items that it reads as <c>case.items.id</c>. Those it asks for (<c>has(vars.name)</c>) may be absent.</summary>
    public void AddReads(string node, IEnumerable<string> reads)
    {
        foreach (var read in reads)
        {
            if (read.StartsWith("vars.", StringComparison.Ordinal)) Add(node, read.Split('.')[1], VariableUse.ByName);
            else if (read.StartsWith("case.items.", StringComparison.Ordinal)) Add(node, read.Split('.')[2], VariableUse.Item);
        }
    }
}
