namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What the definition says of an item. One object for all items of a node.</summary>
/// <param name="Node">Id of its node in the definition.</param>
/// <param name="NodeType">The activity's type, e.g. <c>Journey.Stage</c>.</param>
/// <param name="Name">What people see.</param>
public sealed record ItemName(string Node, string NodeType, string Name);

/// <summary>
/// Numbers for the names of items, shared by all states that one process holds. Names come from definitions, so that there are few of them, and
/// many items that bear them. What was written with numbers can only be read in the same process. Thread-safe.
/// </summary>
public sealed class ItemNames
{
    private readonly Lock gate = new();
    private readonly Dictionary<ItemName, int> numbers = [];
    private volatile ItemName[] names = [];

    public int NumberOf(ItemName name)
    {
        lock (gate)
        {
            if (numbers.TryGetValue(name, out var known)) return known;
            var number = numbers.Count;
            names = [.. names, name];
            numbers.Add(name, number);
            return number;
        }
    }

    public ItemName Of(int number) => names[number];
}
