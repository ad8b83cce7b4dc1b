using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.ClientApi.Http.Migrations;

/// <summary>What is asked for. <paramref name="Limit"/>: customers that one call looks at; <paramref name="After"/>: where the call before ended.</summary>
internal sealed record MigrationsWish(string Journey, int From, int To, bool DryRun, string By, string? Reason, int Limit, string? After)
{
    /// <summary>On whose behalf; null: whoever asks may do everything.</summary>
    public Actor? Actor { get; init; }

    public const int LimitDefault = 100;
    public const int LimitMax = 1000;
}

/// <summary>What became of the cases of one page.</summary>
internal sealed class MigrationsTally(MigrationsWish wish)
{
    /// <summary>Refused cases that are named; of more only the number is told.</summary>
    private const int NamedMax = 100;

    public MigrationsWish Wish => wish;
    public int Customers { get; set; }
    public int Found { get; private set; }
    public int Moved { get; private set; }
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);
    public List<(CaseId Case, Problem Problem)> Named { get; } = [];
    public string? Next { get; set; }

    public void Count(CaseId id, Problem? problem)
    {
        Found++;
        if (problem is null)
        {
            Moved++;
            return;
        }
        Refused[problem.Code] = Refused.GetValueOrDefault(problem.Code) + 1;
        if (Named.Count < NamedMax) Named.Add((id, problem));
    }
}

/// <summary>
/// Walks the customers in order and moves what they run of a version, each case in a turn of its own. There is no list of cases to walk: a customer is looked
/// at whether or not one is found. Whoever calls goes on with <c>next</c>; what was moved is not found again, so that a page may be repeated.
/// </summary>
internal static class ManyMigrations
{
    public static async ValueTask<MigrationsTally> RunAsync(ICustomers customers, MigrationsWish wish, CancellationToken cancel)
    {
        var tally = new MigrationsTally(wish);
        var page = await customers.ListAsync(null, wish.Limit, wish.After, cancel);
        foreach (var customer in page.Items)
        {
            tally.Customers++;
            var found = await customers.ReadAsync(customer.Id, state => CasesOf(state, wish), null, cancel);
            foreach (var id in found.Value ?? []) tally.Count(id, await MoveAsync(customers, customer.Id, id, wish, cancel));
        }
        tally.Next = page.Next;
        return tally;
    }

    private static CaseId[] CasesOf(CustomerState state, MigrationsWish wish) =>
        [.. state.Cases.Values.Where(c => c.Journey == wish.Journey && c.Version == wish.From && (c.Running || c.Status == CaseStatus.Failed)).Select(c => c.Id).OrderBy(id => id.Customer).ThenBy(id => id.Seq).ThenBy(id => id.Ordinal)];

    /// <returns>Null when it has moved, or would.</returns>
    private static async ValueTask<Problem?> MoveAsync(ICustomers customers, string customer, CaseId id, MigrationsWish wish, CancellationToken cancel)
    {
        var receipt = await customers.CommandAsync(customer, new Input.MigrateCase(id, wish.To, wish.DryRun, wish.By, wish.Reason) { Actor = wish.Actor }, cancel);
        if (receipt.Kind != ReceiptKind.Accepted) return ReceiptProblems.Of(receipt);
        return receipt.Migration?.Conflicts is [var first, ..] ? new Problem("/to", first.Code, first.Message, first.Fix) : null;
    }

    public static void Write(Utf8JsonWriter json, MigrationsTally tally)
    {
        json.WriteStartObject();
        json.WriteString("journey", tally.Wish.Journey);
        json.WriteNumber("from", tally.Wish.From);
        json.WriteNumber("to", tally.Wish.To);
        json.WriteBoolean("dryRun", tally.Wish.DryRun);
        json.WriteNumber("customers", tally.Customers);
        json.WriteNumber("cases", tally.Found);
        json.WriteNumber("moved", tally.Moved);
        json.WriteStartArray("refused");
        foreach (var (code, count) in tally.Refused)
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            json.WriteNumber("cases", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("named");
        foreach (var (id, problem) in tally.Named)
        {
            json.WriteStartObject();
            json.WriteString("case", id.ToString());
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            json.WriteString("fix", problem.Fix);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("next", tally.Next);
        json.WriteEndObject();
    }
}
