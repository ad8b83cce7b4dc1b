using System.CommandLine;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>demo [--no-serve]</c>: plays the sample of real trains, then serves what came of it.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "End when the sample has been played." };
        var command = new Command("demo", "Plays a sample of real trains and generated travellers, then serves.") { noServe };
        command.SetAction((parsed, _) => RunAsync(HostSettings.From(parsed), serve: !parsed.GetValue(noServe)));
        return command;
    }

    private static Task<int> RunAsync(HostSettings settings, bool serve) =>
        throw new RefusedException($"The demo is not part of this build (data {settings.Data}, serve {serve}).");
}
