using System.CommandLine;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>verify</c>: folds every journal and compares.</summary>
internal static class VerifyCommand
{
    public static Command Build() => LaterCommands.Refuse("verify", "Verify", "It comes with the journal.");
}
