using System.CommandLine;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Commands of the public contract that this version does not have: they refuse in a clear sentence instead of seeming misspelt.</summary>
internal static class LaterCommands
{
    public static Command Refuse(string name, string what, string instead)
    {
        var command = new Command(name, "Not available in this version.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ => RefuseWith($"{what}: not available in this version. {instead}"));
        return command;
    }

    /// <summary>Action of a command that only refuses.</summary>
    public static int RefuseWith(string message) => throw new RefusedException(message);
}
