using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>
/// Events as topics keep them. Two CloudEvents extensions of ours say how: <c>retainkey</c> (text; with the type it names what
/// the event is the newest of, for instance one stop of a train) and <c>latestonly</c> (boolean; a newer event of the same kind makes this one worthless).
/// </summary>
internal static class TopicEvents
{
    public static TopicEventRow ToRow(string topic, Signal signal, IPersonKeys keys, DateTimeOffset at) => new(
        topic, keys.TermHash(string.Concat("topic\0", signal.Source, "\0", signal.Id)), SignalContent.Hash(signal),
        RetainKeyOf(signal), IsLatestOnly(signal), at.ToUnixMicroseconds(), CloudEventJson.Write(signal, at));

    private static string RetainKeyOf(Signal signal) => Extension(signal, "retainkey") is { Kind: ValueKind.String } key
        ? string.Concat(signal.Type, "\n", key.AsString())
        : signal.Type;

    // An attribute that came as an HTTP header is text.
    private static bool IsLatestOnly(Signal signal) => Extension(signal, "latestonly") switch
    {
        { Kind: ValueKind.Bool } flag => flag.AsBool(),
        { Kind: ValueKind.String } text => text.AsString() == "true",
        _ => false,
    };

    private static Value Extension(Signal signal, string name) =>
        signal.Extensions is { } extensions && extensions.TryGetValue(name, out var value) ? value : Value.Null;
}
