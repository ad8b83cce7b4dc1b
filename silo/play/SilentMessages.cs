using JourneyOrchestrator.Silo.Outbox;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>Takes messages in a replay: nobody is written to.</summary>
internal sealed class SilentMessages : IEffectSender
{
    public string Kind => "message";

    public ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel) => ValueTask.FromResult(SendResult.Sent);
}
