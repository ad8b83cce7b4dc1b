namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Commands that need one more word: they refuse in a clear sentence that names it.</summary>
internal static class LaterCommands
{
    /// <summary>Action of a command that only refuses.</summary>
    public static int RefuseWith(string message) => throw new RefusedException(message);
}
