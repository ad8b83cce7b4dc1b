using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;

namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>The webhook secret that receivers know a journal in PostgreSQL by. The first host keeps it there, sealed under the master key, as silos of a cluster do:
/// a host that brought another one would sign what they refuse, and nobody would notice here.</summary>
internal static class SecretMark
{
    /// <summary>Makes sure that a host signs as those before it did.</summary>
    /// <param name="mine">The secret of the host.</param>
    /// <param name="isNew">Somebody says that receivers know it already: it takes the place of the one before.</param>
    /// <exception cref="RefusedException">It is another one.</exception>
    public static async Task EnsureAsync(WebhookSecret mine, PostgresJournalStore journal, IHostSeal seal, bool isNew, CancellationToken cancel)
    {
        var kept = await journal.SecretAsync(WebhookSecret.KeptAs, cancel) ?? await journal.KeepSecretAsync(WebhookSecret.KeptAs, Sealed(mine, seal), cancel);
        if (seal.Open(WebhookSecret.KeptAs, kept) is { } text && mine.IsSameAs(WebhookSecret.FromText(Encoding.ASCII.GetString(text), journal.Name))) return;
        if (!isNew)
            throw new RefusedException(
                $"The webhook secret ({WebhookSecret.Variable}, else {WebhookSecret.FileName} of the data directory) is another one than the journal in {journal.Name} was begun with: receivers would refuse what it signs. "
                + $"Put that one back; or give the new one to your receivers, and start once with {Commands.HostSettings.NewSecretName}.");
        await journal.ReplaceSecretAsync(WebhookSecret.KeptAs, Sealed(mine, seal), cancel);
    }

    private static byte[] Sealed(WebhookSecret secret, IHostSeal seal) => seal.Seal(WebhookSecret.KeptAs, Encoding.ASCII.GetBytes(secret.ToText()));
}
