using JourneyOrchestrator.Silo.Commands.Doctor;
using JourneyOrchestrator.Silo.Postgres;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What <c>doctor</c> makes of a server's state; how it reads that of a real one is tested with real ones.</summary>
public sealed class ServerCheckTests
{
    private static readonly ServerState Well = new(new Version(17, 6), "db:5432/journey", "on", true, true, true, 80, TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(0.3));

    [Fact]
    public void A_server_in_good_order_is_described() =>
        Assert.Equal(new Finding("17.6 at db:5432/journey, synchronous_commit = on, 80 connections left, 0.30 ms a round trip"), ServerCheck.Judge(Well));

    [Fact]
    public void A_transaction_that_is_open_for_long_is_warned_of()
    {
        var found = ServerCheck.Judge(Well with { OldestTransaction = TimeSpan.FromMinutes(20) });
        Assert.True(found.IsWarning);
        Assert.Contains("a transaction has been open for 20 min", found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local", true, true)]
    [InlineData("remote_write", true, true)]
    [InlineData("remote_apply", true, false)]
    [InlineData("local", false, false)]
    [InlineData("off", true, false)]   // a host does not let it be
    public void Commits_that_do_not_wait_for_a_standby_are_warned_of_where_one_is_named(string commit, bool standbys, bool warns) =>
        Assert.Equal(warns, ServerCheck.Judge(Well with { Commit = commit, HasStandbys = standbys }).IsWarning);
}
