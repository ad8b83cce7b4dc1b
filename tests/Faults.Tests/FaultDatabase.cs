using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>A database whose server is killed now and then.</summary>
internal sealed class FaultDatabase(PostgresServer server)
{
    public string Connection { get; } = server.NewDatabase();

    /// <summary>Under the load of others: kills the server, and starts it again after a while.</summary>
    public async Task FailAsync(Random random)
    {
        await Task.Delay(random.Next(600));
        server.Kill();
        await Task.Delay(random.Next(2_000));
        server.Start();
        await Task.Delay(random.Next(1_500));   // the host has to find its way back by itself
    }
}
