using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>Messages of the demo: one JSON line each, on a text writer of the host's choice. A real channel is a sender of its own.
/// The lines are personal data in the clear: a host must not put them into its data directory.</summary>
public sealed class MessageSender(TextWriter output) : IEffectSender, IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public string Kind => "message";

    public void Dispose() => one.Dispose();

    public async ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        var message = (Effect.Message)sending.Effect;
        var line = JsonSerializer.Serialize(new
        {
            id = message.Id,
            at = sending.Now,
            channel = message.Channel,
            to = message.To ?? sending.CustomerId,
            purpose = message.Purpose,
            template = message.Template,
            text = message.Text,
            basis = message.Basis,
            consentSince = message.ConsentSince,
        });
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await output.WriteLineAsync(line.AsMemory(), cancel).ConfigureAwait(false);
            await output.FlushAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
        return SendResult.Sent;
    }
}
