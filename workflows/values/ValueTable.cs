namespace JourneyOrchestrator.Workflows.Values;

/// <summary>
/// Values by name that change in place, in the order of a <see cref="ValueMap"/>. Variables change with nearly every turn and their owner stays: a map
/// made anew for each change would be copied, and then kept, by the collector. Shares its arrays with the maps it came from and gave out, until it changes.
/// </summary>
public sealed class ValueTable(ValueMap map)
{
    private ValueMap shown = map;
    private bool shared = true;

    public bool TryGetValue(string name, out Value value) => shown.TryGetValue(name, out value);

    public void Set(string name, in Value value)
    {
        if (shared || !shown.TrySet(name, value)) shown = shown.With(name, value);
        shared = false;
    }

    /// <summary>What it holds now, for good.</summary>
    public ValueMap ToMap()
    {
        shared = true;
        return shown;
    }
}
