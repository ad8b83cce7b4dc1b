using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Tokens of a token-based flowchart by the ordinals of its connections (elsa/FORMAT.md 6.3): those that wait, and blocks that swallow the next to come.</summary>
public sealed class FlowTokens
{
    private readonly List<Place> places = []; // by connection; none is empty

    /// <summary>What lies on a connection.</summary>
    public readonly record struct Place(int Connection, int Waiting, int Blocks);

    /// <summary>Connections on which something lies, in their order.</summary>
    public IReadOnlyList<Place> Places => places;

    public bool Waits(int connection) => Find(connection).Waiting > 0;

    public bool Blocks(int connection) => Find(connection).Blocks > 0;

    public bool AnyWaits
    {
        get
        {
            foreach (var place in places)
                if (place.Waiting > 0) return true;
            return false;
        }
    }

    internal void Apply(int connection, TokenMove move)
    {
        var place = Find(connection);
        Set(move switch
        {
            TokenMove.Put => place with { Waiting = place.Waiting + 1 },
            TokenMove.Take => place with { Waiting = 0 },
            TokenMove.Block => place with { Blocks = place.Blocks + 1 },
            TokenMove.Swallow => place with { Waiting = Math.Max(0, place.Waiting - 1), Blocks = Math.Max(0, place.Blocks - 1) },
            TokenMove.Withdraw => new Place(connection, 0, 0),
            _ => throw new InvalidOperationException($"Unknown move {move}."),
        });
    }

    internal void Set(Place place)
    {
        var at = IndexOf(place.Connection);
        var known = at < places.Count && places[at].Connection == place.Connection;
        if (place is { Waiting: 0, Blocks: 0 })
        {
            if (known) places.RemoveAt(at);
        }
        else if (known) places[at] = place;
        else places.Insert(at, place);
    }

    private Place Find(int connection)
    {
        var at = IndexOf(connection);
        return at < places.Count && places[at].Connection == connection ? places[at] : new Place(connection, 0, 0);
    }

    /// <summary>Where the connection is, or would be.</summary>
    private int IndexOf(int connection)
    {
        int low = 0, high = places.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (places[middle].Connection < connection) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
