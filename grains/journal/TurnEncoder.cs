using System.Collections.Immutable;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Makes of a turn what the store writes. One seal for the entry; outbox rows and tasks, which leave it alone, have their own.</summary>
public static class TurnEncoder
{
    /// <param name="state">The customer's state after the turn.</param>
    /// <param name="result">A turn that has an entry.</param>
    public static TurnRecord Encode(CustomerState state, TurnResult result, IPersonSeal seal, IPersonKeys keys)
    {
        var entry = result.Entry ?? throw new ArgumentException("The turn has no entry.", nameof(result));
        var record = new TurnRecord(state.Key, EntryOf(entry, result.Sender, seal, keys), entry.Seq == 1 ? new NewCustomer(keys.IdHash(state.Id), seal.Seal(Encoding.UTF8.GetBytes(state.Id))) : null)
        {
            Timers = result.Timers, Follows = result.Follows, Outbox = OutboxOf(entry, seal, keys), Tasks = TasksOf(state, result.Tasks, seal),
        };
        return NameChanged(entry) || entry.Seq == 1 ? WithName(record, state, seal, keys) : record;
    }

    /// <summary>What came from another customer is sealed under that one's key: it can't be read when that person is erased.</summary>
    private static EntryRecord EntryOf(Entry entry, long sender, IPersonSeal own, IPersonKeys keys)
    {
        var (plain, personal) = EntryCodec.Write(entry);
        using var other = sender == 0 ? null : keys.Open(sender);
        var sealedPart = personal is { } values ? (other ?? own).Seal(values.Span) : null;
        return new EntryRecord(entry.Seq, entry.At.ToUnixMicroseconds(), entry.Time.ToUnixMicroseconds(), 0, 0, plain, sealedPart, other is null ? 0 : sender);
    }

    private static ImmutableArray<OutboxRow> OutboxOf(Entry entry, IPersonSeal seal, IPersonKeys keys)
    {
        ImmutableArray<OutboxRow>.Builder? rows = null;
        foreach (var effect in entry.Effects)
        {
            if (effect is not (Effect.Message or Effect.Webhook or Effect.Internal)) continue;
            var message = effect as Effect.Message;
            (rows ??= ImmutableArray.CreateBuilder<OutboxRow>()).Add(new OutboxRow(
                effect.Id, effect.Type, entry.At.ToUnixMicroseconds(), message?.UseUntil?.ToUnixMicroseconds() ?? long.MaxValue,
                message?.SupersessionKey is { } key ? keys.TermHash("supersession\0" + key) : 0, seal.Seal(EffectCodec.Write(effect))));
        }
        return rows?.ToImmutable() ?? [];
    }

    private static ImmutableArray<TaskRow> TasksOf(CustomerState state, ImmutableArray<(CaseId Case, int Item)> changed, IPersonSeal seal)
    {
        if (changed.IsEmpty) return [];
        var rows = ImmutableArray.CreateBuilder<TaskRow>(changed.Length);
        foreach (var (id, ordinal) in changed)
        {
            var item = state.Cases.TryGetValue(id, out var owner) ? owner.Item(ordinal) : null;
            var view = item is null ? null : TaskViews.Of(state.Id, id, item);
            var status = view is null || ((item!.Ended || owner!.Status == CaseStatus.Closed) && view.Status != "done") ? "gone" : view.Status;
            rows.Add(new TaskRow(CaseParts.TaskId(id, ordinal), view?.Role ?? "", status, view?.Due?.ToUnixMicroseconds() ?? 0, view is null ? [] : seal.Seal(TaskCodec.Write(view))));
        }
        return rows.MoveToImmutable();
    }

    private static bool NameChanged(Entry entry)
    {
        foreach (var fact in entry.Facts)
            if (fact is TraitSet { Name: "name" }) return true;
        return false;
    }

    private static TurnRecord WithName(TurnRecord record, CustomerState state, IPersonSeal seal, IPersonKeys keys)
    {
        var name = state.Traits.TryGetValue("name", out var trait) && trait.Kind == ValueKind.String ? trait.AsString() : "";
        return record with { Name = seal.Seal(Encoding.UTF8.GetBytes(name)), SearchTerms = SearchTerms.Of(state.Id, name, keys) };
    }
}
