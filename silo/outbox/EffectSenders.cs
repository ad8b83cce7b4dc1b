using System.Collections.Frozen;

namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>The senders of a host, one for each kind of effect.</summary>
public sealed class EffectSenders(IEnumerable<IEffectSender> senders)
{
    private readonly FrozenDictionary<string, IEffectSender> byKind = senders.ToFrozenDictionary(s => s.Kind, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">This host has no sender for such effects.</exception>
    public IEffectSender Of(string kind) => byKind.TryGetValue(kind, out var sender)
        ? sender
        : throw new InvalidOperationException($"There is no sender for effects of kind '{kind}'.");
}
