using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Lists over many customers, read from the store beside the shards. What belongs to a person who was erased meanwhile is left out.</summary>
internal sealed class ListReader(Host host)
{
    public async ValueTask<Page<CustomerSummary>> CustomersAsync(string? search, int limit, string? after, CancellationToken cancel)
    {
        ImmutableArray<long> terms = string.IsNullOrWhiteSpace(search) ? [] : SearchTerms.OfQuery(search, host.Keys);
        var rows = await host.Store.CustomersAsync(terms, KeyOf(after), limit, cancel).ConfigureAwait(false);
        var items = new List<CustomerSummary>(rows.Count);
        foreach (var row in rows)
        {
            using var seal = host.Keys.Open(row.Key);
            if (seal is null || row.Survivor != 0) continue;   // who was joined to another shows as that one
            items.Add(new CustomerSummary(
                CustomerDirectory.Open(seal, row.SealedId), row.Name is null ? null : CustomerDirectory.Open(seal, row.Name),
                UnixTime.FromMicroseconds(row.UpdatedAt)));
        }
        return new(items, rows.Count < limit ? null : rows[^1].Key.ToString(CultureInfo.InvariantCulture));
    }

    public async ValueTask<Page<TaskView>> TasksAsync(
        string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel)
    {
        var customer = 0L;
        if (customerId is not null)
        {
            customer = await host.Store.FindCustomerAsync(host.Keys.IdHash(customerId), cancel).ConfigureAwait(false);
            if (customer == 0) return new([], null);
            if (await host.Store.SurvivorAsync(customer, cancel).ConfigureAwait(false) is var survivor and not 0) customer = survivor;
        }
        var rows = await host.Store.TasksAsync(role, status, customer, after ?? "", limit, cancel).ConfigureAwait(false);
        var items = new List<TaskView>(rows.Count);
        foreach (var row in rows)
        {
            using var seal = host.Keys.Open(row.Customer);
            if (seal is null) continue;
            items.Add(TaskCodec.Read(Open(seal, row.Row.Sealed, row.Row.Id)));
        }
        return new(items, rows.Count < limit ? null : rows[^1].Row.Id);
    }

    public async ValueTask<Page<SetAsideView>> SetAsideAsync(int limit, SetAsideInput after, CancellationToken cancel)
    {
        var rows = await host.Store.SetAsideAsync(after.Customer, after.Seq, limit, cancel).ConfigureAwait(false);
        var items = new List<SetAsideView>(rows.Count);
        foreach (var row in rows)
        {
            using var seal = host.Keys.Open(row.Customer);
            if (seal is null) continue;
            var id = new SetAsideInput(row.Customer, row.Seq);
            items.Add(new SetAsideView(id, UnixTime.FromMicroseconds(row.At), row.Kind, row.Type, SetAsideCodec.Read(Open(seal, row.Sealed!, id.ToString()))));
        }
        return new(items, rows.Count < limit ? null : new SetAsideInput(rows[^1].Customer, rows[^1].Seq).ToString());
    }

    public async ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel)
    {
        var rows = await host.Store.DeadLettersAsync(after ?? "", limit, cancel).ConfigureAwait(false);
        var items = new List<DeadLetterView>(rows.Count);
        foreach (var row in rows)
        {
            if (await host.Directory.IdOfAsync(row.Customer, cancel).ConfigureAwait(false) is { } id)
                items.Add(new DeadLetterView(row.Row.Id, row.Row.Kind, id, row.Attempts, row.Error));
        }
        return new(items, rows.Count < limit ? null : rows[^1].Row.Id);
    }

    private static ReadOnlySpan<byte> Open(IPersonSeal seal, byte[] content, string id)
    {
        var plain = new ArrayBufferWriter<byte>(content.Length);
        return seal.TryOpen(content, plain) ? plain.WrittenSpan : throw new InvalidDataException($"{id} does not open with its person's key: the store is damaged.");
    }

    /// <summary>A cursor that nobody gave out starts from the beginning.</summary>
    private static long KeyOf(string? after) =>
        long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : 0;
}
