using JourneyOrchestrator.Silo.Hosting;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Without a command: serves until it is told to end.</summary>
internal static class ServeCommand
{
    public static Task<int> RunAsync(HostSettings settings, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ListenAddresses.Check(settings.Urls);
        throw new RefusedException("Serving is not part of this build.");
    }
}
