using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>By what a repeated input is known. <paramref name="Hash"/>: keyed hash of (subject, source, id), or of (sender, effect) for an
/// input from another customer; 0: never a repeat. <paramref name="Content"/>: hash of type, time and data.</summary>
internal readonly record struct InputIdentity(long Hash, long Content)
{
    public static InputIdentity Of(Input input, IPersonKeys keys, JsonScratch scratch) => input switch
    {
        Input.Event e => new(HashOf(keys, "event", e.Signal.Subject, e.Signal.Source, e.Signal.Id), SignalContent.Hash(e.Signal, scratch)),
        Input.Internal i => new(
            HashOf(keys, "internal", i.SenderKey.ToString(CultureInfo.InvariantCulture), "", i.EffectId), SignalContent.Hash(i.Signal, scratch)),
        Input.Join j => new(HashOf(keys, "internal", j.SenderKey.ToString(CultureInfo.InvariantCulture), "", j.EffectId), j.Entries),
        _ => default,
    };

    // The parts hold no control characters (the doors see to it), so that none can run into the next.
    private static long HashOf(IPersonKeys keys, string kind, string subject, string source, string id) =>
        keys.TermHash(string.Concat([kind, "\0", subject, "\0", source, "\0", id]));
}
