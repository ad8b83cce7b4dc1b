using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Failures that are the user's to solve, with a message that says how.</summary>
internal static class Refusals
{
    public static bool Are(Exception error) =>
        error is RefusedException or Replay.ReplayInputException or DataDirectoryInUseException or DataDirectoryException or StoreVersionException or MasterKeyException or PostgresUnusableException or WebhookSecretException or FeedException;
}
