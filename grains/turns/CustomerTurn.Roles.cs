using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// Roles between customers. The owner of a case tells whoever has a role in it which events the case hears; the holder's turn sends those on, as effects;
/// the owner's turn gives them to that case, if the role is still held. Each of them is a turn of one customer.
/// </summary>
public sealed partial class CustomerTurn
{
    /// <summary>Something came from another customer because of a role. It is kept, whatever comes of it.</summary>
    private void HandleRole(Signal signal)
    {
        always = true;
        var data = signal.Data.Kind == ValueKind.Map ? signal.Data.AsMap() : ValueMap.Empty;
        if (!CaseId.TryParse(TextOf(data, "case"), out var id) || TextOf(data, "role") is not { } role) return;
        if (signal.Type == RoleSignals.Event) HandleHoldersEvent(data, id, role);
        else HandleRoleChange(signal, data, id, role);
    }

    /// <summary>Effects may overtake each other: what was told before what is known already changes nothing.</summary>
    private void HandleRoleChange(Signal signal, ValueMap data, CaseId id, string role)
    {
        var effect = data["effect"] is { Kind: ValueKind.Int } given ? (int)given.AsInt() : 0;
        if (state.HeldRoles.Any(held => held.Case == id && held.Role == role && held.Effect > effect)) return;
        facts.Raise(new RoleHeld(id, role, TextOf(data, "owner"), TextOf(data, "holder"), signal.Type == RoleSignals.Assigned ? TypesOf(data) : [], effect));
        router.Signal(signal, null);
    }

    private void HandleHoldersEvent(ValueMap data, CaseId id, string role)
    {
        if (!state.Cases.TryGetValue(id, out var owned) || TextOf(data, "holder") is not { } sender) return;
        if (owned.Holder(role) is not { Customer: true } holder || holder.Who != sender)
        {
            // Whoever still sends events for a role that is gone has not heard of it, or heard of it before it was given.
            facts.Raise(new RoleWithdrawn(id, role, sender, owned.LastEffect + 1, Rule.Input));
            return;
        }
        if (TextOf(data, "type") is not { } type || !holder.Hears.Contains(type)) return;
        DateTimeOffset? time = data["time"] is { Kind: ValueKind.Timestamp } given ? given.AsTimestamp() : null;
        router.SignalTo(owned, new Signal(TextOf(data, "id") ?? "", TextOf(data, "source") ?? "", type, holder.Who, time, data["data"]));
    }

    /// <summary>Sends an event on to the cases of others that hear it. What came from others is not sent on, so that nothing goes round in a circle.</summary>
    private void Relay(Signal signal)
    {
        var ordinal = 0;
        foreach (var held in state.HeldRoles)
            if (held.Hears.Contains(signal.Type))
                facts.Raise(new SignalRelayed(held.Case, held.Role, CaseParts.RelayId(state.Key, state.Seq + 1, ordinal++), held.Owner, signal.Type, Envelope(signal, held)));
    }

    private Value Envelope(Signal signal, HeldRole held) => Value.OfMap(new ValueMap.Builder(8)
        .Add("case", Value.Of(held.Case.ToString()))
        .Add("data", signal.Data)
        .Add("holder", Value.Of(held.Holder))
        .Add("id", Value.Of(signal.Id))
        .Add("role", Value.Of(held.Role))
        .Add("source", Value.Of(signal.Source))
        .Add("time", Value.OfTimestamp(signal.Time ?? context.At))
        .Add("type", Value.Of(signal.Type))
        .Build());

    private static string? TextOf(ValueMap data, string name) => data[name] is { Kind: ValueKind.String } text ? text.AsString() : null;

    private static ImmutableArray<string> TypesOf(ValueMap data) =>
        data["hears"] is { Kind: ValueKind.List } types ? [.. types.AsList().Where(t => t.Kind == ValueKind.String).Select(t => t.AsString())] : [];
}
