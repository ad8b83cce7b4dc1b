namespace JourneyOrchestrator.Silo.Serving;

/// <summary>The program will not do it: wrong usage, unreadable input or an unsafe setting (exit code 2). The message is for the person at the console.</summary>
public sealed class RefusedException(string message) : Exception(message);
