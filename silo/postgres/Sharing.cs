using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What a host adds to its writes when others write to the same store; alone, nothing.</summary>
/// <param name="host">Names this host in what it tells the others; null: it is alone.</param>
internal sealed class Sharing(string? host)
{
    /// <summary>The notifications of all hosts.</summary>
    public const string Channel = "journey_news";

    public bool IsShared => host is not null;

    /// <summary>Waits for whoever writes, as a commit does, by the same row: what topics and followers do together was made for one writer at a time.</summary>
    public Script Order(Script script) => IsShared ? script.Add("SELECT FROM totals FOR UPDATE") : script;

    public async Task OrderAsync(NpgsqlConnection connection)
    {
        await using var script = new Script(connection);
        await Order(script).RunAsync().ConfigureAwait(false);
    }

    public Script Tell(Script script, CommitBatch batch) => IsShared && batch.Turns.Count > 0 ? Tell(script, NewsText.Of(host!, batch)) : script;

    public Script Tell(Script script, char kind, long? customer = null) => IsShared ? Tell(script, NewsText.Of(host!, kind, customer)) : script;

    private static Script Tell(Script script, string text) => script.Add("SELECT pg_notify('" + Channel + "', $1)", P(text));
}
