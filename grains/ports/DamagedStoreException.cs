namespace JourneyOrchestrator.Grains.Ports;

/// <summary>What the store holds is not what was written. Whoever it is about is refused: nothing is made of what can't be trusted.</summary>
/// <param name="place">What is damaged, without anything personal.</param>
public sealed class DamagedStoreException(string place, Exception? inner = null) : IOException($"The store is damaged: {place}", inner)
{
    /// <summary>What callers hear.</summary>
    public static Problem Problem { get; } = new(
        "", "damaged", "What is stored about this is damaged: nothing is answered or changed until it is put back.", "Keep it and send it again later; operators find in the log what is damaged.");
}
