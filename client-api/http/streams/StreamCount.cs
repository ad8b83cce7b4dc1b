namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>How many streams are open. Thread-safe.</summary>
internal sealed class StreamCount(int max)
{
    private int open;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref open) <= max) return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref open);
}
