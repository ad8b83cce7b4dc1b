namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>The journal holds what a newer version of the program wrote, and this one does not know. Nothing is made of it: a state without it would be wrong.</summary>
public sealed class NewerJournalException(string message) : FormatException(message);
