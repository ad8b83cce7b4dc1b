using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// What webhooks are signed with: of the environment, which must then be the same everywhere, else made by the first silo and kept in the database, sealed
/// under the master key. Whichever silo sends them, receivers know one sender.
/// </summary>
internal static class ClusterSecret
{
    /// <exception cref="WebhookSecretException">It is not of that form, or was sealed under another master key.</exception>
    public static async Task<WebhookSecret> FindAsync(PostgresJournalStore store, IHostSeal seal, CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(WebhookSecret.Variable) is { Length: > 0 } given) return WebhookSecret.FromText(given, WebhookSecret.Variable);
        var kept = await store.KeepSecretAsync(WebhookSecret.KeptAs, seal.Seal(WebhookSecret.KeptAs, System.Text.Encoding.ASCII.GetBytes(WebhookSecret.NewText())), cancel);
        var text = seal.Open(WebhookSecret.KeptAs, kept) ?? throw new WebhookSecretException("The webhook secret in the database was sealed under another master key.");
        return WebhookSecret.FromText(System.Text.Encoding.ASCII.GetString(text), "the database");
    }
}
