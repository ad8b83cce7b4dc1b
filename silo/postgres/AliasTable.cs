using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Who goes on for whom. Nobody who goes on for others has somebody to go on for it: there are no chains.</summary>
internal static class AliasTable
{
    public static void Put(Script script, IReadOnlyList<TurnRecord> turns)
    {
        foreach (var turn in turns)
            if (turn.Joined != 0)
                script.Add(
                    "INSERT INTO aliases(customer, survivor) VALUES($1, $2) ON CONFLICT(customer) DO UPDATE SET survivor = excluded.survivor",
                    P(turn.Joined), P(turn.Customer));
    }

    public static ValueTask<long> SurvivorAsync(NpgsqlDataSource source, long customer, CancellationToken cancel) =>
        source.ScalarAsync("SELECT survivor FROM aliases WHERE customer = $1", [P(customer)], cancel);
}
