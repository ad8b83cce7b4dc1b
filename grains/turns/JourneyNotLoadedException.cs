namespace JourneyOrchestrator.Grains.Turns;

/// <summary>A case runs a version of a journey that this process does not have: a newer process may.</summary>
public sealed class JourneyNotLoadedException(string message) : InvalidOperationException(message);
