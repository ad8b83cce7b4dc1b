using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>Lookups that go to the server together.</summary>
public sealed class GatheredTests
{
    private readonly List<int[]> queries = [];
    private readonly Queue<TaskCompletionSource> held = new();

    [Fact]
    public async Task What_is_asked_while_a_query_is_on_its_way_goes_as_one()
    {
        var lookups = Lookups(hold: 1);
        Task<string?>[] answers = [Find(lookups, 1), Find(lookups, 2), Find(lookups, 3), Find(lookups, 2)];
        held.Dequeue().SetResult();

        Assert.Equal(["1", "2", "3", "2"], await All(answers));
        Assert.Equal([[1], [2, 3]], queries);
    }

    [Fact]
    public async Task What_is_asked_again_is_read_again()
    {
        var lookups = Lookups(hold: 1);
        var first = Find(lookups, 1);
        var second = Find(lookups, 1);   // the query on its way may not see what was committed since
        held.Dequeue().SetResult();

        Assert.Equal(["1", "1"], await All(first, second));
        Assert.Equal([[1], [1]], queries);
    }

    [Fact]
    public async Task No_query_is_larger_than_it_may_be_and_no_more_are_on_their_way_than_may()
    {
        var lookups = Lookups(hold: 2, width: 2, most: 2);
        var answers = Enumerable.Range(1, 7).Select(key => Find(lookups, key)).ToArray();
        Assert.Equal([[1], [2]], queries);
        held.Dequeue().SetResult();
        held.Dequeue().SetResult();

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], await All(answers));
        Assert.Equal([1, 1, 2, 2, 1], queries.Select(keys => keys.Length));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_by_nothing() => Assert.Null(await Find(Lookups(), -1));

    [Fact]
    public async Task A_damaged_page_is_told_only_to_whoever_asked_for_it()
    {
        var lookups = Lookups(hold: 1);
        Task<string?>[] answers = [Find(lookups, 1), Find(lookups, 2), Find(lookups, 13), Find(lookups, 3)];
        held.Dequeue().SetResult();

        await Assert.ThrowsAsync<DamagedStoreException>(() => answers[2]);
        Assert.Equal(["1", "2", "3"], await All(answers[0], answers[1], answers[3]));
    }

    [Fact]
    public async Task What_else_goes_wrong_is_told_to_all_and_the_next_query_goes_again()
    {
        var lookups = Lookups(hold: 1);
        Task<string?>[] answers = [Find(lookups, 1), Find(lookups, 2), Find(lookups, 99)];
        held.Dequeue().SetResult();

        Assert.Equal("1", await answers[0]);
        await Assert.ThrowsAsync<IOException>(() => answers[1]);
        await Assert.ThrowsAsync<IOException>(() => answers[2]);
        Assert.Equal("2", await Find(lookups, 2));
    }

    [Fact]
    public async Task Who_gives_up_takes_nobody_else_along()
    {
        var lookups = Lookups(hold: 1);
        using var cancel = new CancellationTokenSource();
        var (first, other) = (Find(lookups, 1), Find(lookups, 2));
        var impatient = lookups.FindAsync(2, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        held.Dequeue().SetResult();

        Assert.Equal(["1", "2"], await All(first, other));
    }

    private static async Task<IEnumerable<string?>> All(params Task<string?>[] answers) => await Task.WhenAll(answers);

    private static Task<string?> Find(Gathered<int, string> lookups, int key) => lookups.FindAsync(key, CancellationToken.None);

    /// <param name="hold">Queries that wait until the test lets them go.</param>
    private Gathered<int, string> Lookups(int hold = 0, int width = 1, int most = 10) => new(
        async keys =>
        {
            queries.Add([.. keys]);
            if (queries.Count <= hold)
            {
                var let = new TaskCompletionSource();
                held.Enqueue(let);
                await let.Task;
            }
            if (keys.Contains(13)) throw new DamagedStoreException("a page");
            if (keys.Contains(99)) throw new IOException("gone");
            return [.. keys.Where(key => key > 0).Select(key => KeyValuePair.Create(key, $"{key}"))];
        }, width, most);
}
