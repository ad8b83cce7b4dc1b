using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>How many streams are open: of all, and of each key for one customer, whose owner is not to take those of everybody else. Thread-safe.</summary>
internal sealed class StreamCount(StreamOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> ofKeys = new(StringComparer.Ordinal);
    private int open;

    public bool TryEnter(Caller caller)
    {
        lock (gate)
        {
            if (open >= options.StreamsMax) return false;
            if (caller.Customer is not null)
            {
                var own = ofKeys.GetValueOrDefault(caller.Name);
                if (own >= options.StreamsOfBoundKeyMax) return false;
                ofKeys[caller.Name] = own + 1;
            }
            open++;
            return true;
        }
    }

    public void Leave(Caller caller)
    {
        lock (gate)
        {
            open--;
            if (caller.Customer is not null && --ofKeys[caller.Name] == 0) ofKeys.Remove(caller.Name);
        }
    }
}
