namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Nobody who could do it answers now; it may be asked for again. The message is for whoever asked.</summary>
public sealed class HostUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
