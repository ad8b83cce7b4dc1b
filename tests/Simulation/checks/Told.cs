using System.Globalization;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>What a subscriber was told of state changes; and what can be seen from that alone to be wrong, at once.</summary>
internal sealed class Told(Universe universe)
{
    private readonly Dictionary<string, string> bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Position, int Index)> last = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> changes = [];

    /// <summary>Changes of the entry at a place in the order of commits, each counted once.</summary>
    public int At(long position) => changes.GetValueOrDefault(position);

    /// <param name="id">Place of the entry, number of the fact in it, and time.</param>
    public void Take(string id, string customer, string body)
    {
        universe.Log($"told of {id}");
        if (!bodies.TryAdd(id, body))
        {
            if (bodies[id] != body) universe.Fail($"change {id} was told in two ways: {bodies[id]} and {body}");
            return;
        }
        var parts = id.Split('-');
        var place = (Position: long.Parse(parts[0], CultureInfo.InvariantCulture), Index: int.Parse(parts[1], CultureInfo.InvariantCulture));
        if (last.TryGetValue(customer, out var before) && before.CompareTo(place) > 0) universe.Fail($"change {id} of {customer} was told after that of entry {before.Position}");
        last[customer] = place;
        changes[place.Position] = At(place.Position) + 1;
    }
}
