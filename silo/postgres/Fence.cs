using System.Globalization;
using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What the database has to find for the turns of a batch to follow: for each customer the last entry before its first turn. Conflicts are rare:
/// the batch is sent as if there were none, and the database refuses it by error when there are.</summary>
internal sealed class Fence
{
    /// <summary>The error of <c>journey_fence</c>, whose message is the keys of the customers that lost.</summary>
    private const string Lost = "JO001";

    private readonly Dictionary<long, long> _last = [];
    private readonly HashSet<UInt128> _born = [];
    private readonly List<(long Customer, long Before, byte[]? IdHash, long At)> _expected = [];
    private long _highest;
    private long _created;

    /// <summary>Customers of these turns that contradict themselves: whose turns don't follow each other, or two new ones with one id.</summary>
    public HashSet<long> Conflicts { get; } = [];

    public Fence(IReadOnlyList<TurnRecord> turns)
    {
        foreach (var turn in turns) Expect(turn);
    }

    public void Add(Script script, int turns) => script.Add(
        "SELECT journey_fence($1, $2, $3, $4, $5, $6, $7)",
        P(_expected.Column(e => e.Customer)), P(_expected.Column(e => e.Before)), P(_expected.Column(e => e.IdHash)), P(_expected.Column(e => e.At)),
        P(_highest), P(_created), P((long)turns));

    /// <summary>Customers that lost, when that is what the error says; else none.</summary>
    public static IReadOnlyList<long> LostBy(PostgresException error) =>
        error.SqlState == Lost ? [.. error.MessageText.Split(',').Select(key => long.Parse(key, CultureInfo.InvariantCulture))] : [];

    private void Expect(TurnRecord turn)
    {
        var before = turn.Entry.Seq - 1 - turn.Entry.Skips;
        if (_last.TryGetValue(turn.Customer, out var last))
        {
            if (turn.Created is not null || before != last) Conflicts.Add(turn.Customer);
        }
        else if (turn.Created is { } created)
        {
            if (before != 0 || !_born.Add(new UInt128(BitConverter.ToUInt64(created.IdHash, 8), BitConverter.ToUInt64(created.IdHash)))) Conflicts.Add(turn.Customer);
            _expected.Add((turn.Customer, before, created.IdHash, turn.Entry.At));
            _created++;
            _highest = Math.Max(_highest, turn.Customer);
        }
        else
        {
            if (before <= 0) Conflicts.Add(turn.Customer);
            _expected.Add((turn.Customer, before, null, turn.Entry.At));
        }
        _last[turn.Customer] = turn.Entry.Seq;
    }
}
