using System.Collections.Immutable;
using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>Inputs that are set aside: which may be, what is kept of them beside their entries, and how they are read back.</summary>
public static class SetAsideInputs
{
    /// <summary>Most that one customer may have set aside; beyond it an input stays with its sender.</summary>
    public const int Max = 1_000;

    /// <summary>Longest error that is kept, in characters.</summary>
    public const int ErrorMax = 1_000;

    /// <summary>What comes by itself and would come for ever. What a person asks for is answered with the error instead; a join brings with it all that waits for the visitor, and may not be passed over.</summary>
    public static bool MayBe(Input input) => input is Input.Event or Input.Topic or Input.TimerDue or Input.Internal or Input.EffectSettled;

    /// <summary>What the entry of an input does not say of it.</summary>
    internal static Value More(Input input) => input switch
    {
        Input.Event { Signal: var s } => Map(Timed(s), ("extensions", Of(s.Extensions)), ("actor", Of(s.Actor))),
        Input.Internal i => Map(Timed(i.Signal), ("sender", Value.Of(i.SenderKey)), ("id", Value.Of(i.Signal.Id)), ("subject", Value.Of(i.Signal.Subject))),
        Input.Topic t => Map(Timed(t.Signal), ("source", Value.Of(t.Signal.Source)), ("subject", Value.Of(t.Signal.Subject)), ("position", Value.Of(t.Position)),
            ("extensions", Of(t.Signal.Extensions))),
        Input.TimerDue t => Map(("owner", Value.Of(t.Owner))),
        _ => Value.Null,
    };

    /// <summary>The input that an entry keeps; null when it can't be read any more, since it belongs to somebody erased.</summary>
    /// <exception cref="FormatException">The entry keeps none.</exception>
    public static Input? Read(Entry entry)
    {
        if (entry.Facts is not [InputSetAside kept, ..]) throw new FormatException($"Entry {entry.Seq} keeps no input that was set aside.");
        var more = kept.More.Kind == ValueKind.Map ? kept.More.AsMap() : ValueMap.Empty;
        var input = entry.Input;
        switch (input.Kind)
        {
            case "timer":
                return new Input.TimerDue(long.Parse(input.Id!, CultureInfo.InvariantCulture), entry.Time, Number(more, "owner"));
            case "command":
                var how = input.Data.AsMap();
                return new Input.EffectSettled(input.Id!, FactNames.Names<EffectEnd>.Parse(how["end"].AsString()), Text(how, "detail"));
            case var _ when more.Count == 0 || input.Id is null || input.Source is null: return null;
            case "event":
                return new Input.Event(new Signal(input.Id, input.Source, input.Type, entry.Subject!, Time(entry, more), input.Data) { Extensions = Extensions(more), Actor = ActorOf(more["actor"]) });
            case "internal":
                return new Input.Internal(Number(more, "sender"), input.Id, new Signal(Text(more, "id")!, input.Source, input.Type, Text(more, "subject")!, Time(entry, more), input.Data));
            case "topic":
                return new Input.Topic(input.Source, Number(more, "position"),
                    new Signal(input.Id, Text(more, "source")!, input.Type, Text(more, "subject")!, Time(entry, more), input.Data) { Extensions = Extensions(more) });
            default: throw new FormatException($"Entry {entry.Seq} keeps an input of the kind '{input.Kind}', which is never set aside.");
        }
    }

    private static (string, Value) Timed(Signal signal) => ("timed", Value.Of(signal.Time is not null));

    private static DateTimeOffset? Time(Entry entry, ValueMap more) => more["timed"].AsBool() ? entry.Time : null;

    private static ValueMap? Extensions(ValueMap more) => more["extensions"] is { Kind: ValueKind.Map } map ? map.AsMap() : null;

    private static Value Of(ValueMap? map) => map is null ? Value.Null : Value.OfMap(map);

    private static Value Of(Actor? actor) => actor is null ? Value.Null : Map(
        ("id", Value.Of(actor.Id)), ("customer", Value.Of(actor.IsCustomer)), ("roles", actor.Roles.IsDefault ? Value.Null : Value.OfList(actor.Roles.Select(role => Value.Of(role)).ToImmutableArray())));

    private static Actor? ActorOf(in Value value)
    {
        if (value.Kind != ValueKind.Map) return null;
        var map = value.AsMap();
        ImmutableArray<string> roles = map["roles"].Kind == ValueKind.List ? [.. map["roles"].AsList().Select(role => role.AsString())] : default;
        return new Actor(Text(map, "id"), roles, map["customer"].AsBool());
    }

    private static long Number(ValueMap map, string name) => map[name].AsInt();

    private static string? Text(ValueMap map, string name) => map[name] is { Kind: ValueKind.String } text ? text.AsString() : null;

    private static Value Map(params ReadOnlySpan<(string Name, Value Value)> members)
    {
        var map = ValueMap.Empty;
        foreach (var (name, value) in members)
            if (!value.IsNull) map = map.With(name, value);
        return Value.OfMap(map);
    }
}
