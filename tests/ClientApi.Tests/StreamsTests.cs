using JourneyOrchestrator.ClientApi.Http.Streams;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Live streams of the real host, read over HTTP.</summary>
public sealed class StreamsTests : IAsyncLifetime
{
    private const string All = "/v1/stream";

    private readonly RealHost host = new();
    private HttpClient client = null!;

    public Task InitializeAsync() => StartAsync(new StreamOptions());

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    private async Task StartAsync(StreamOptions options)
    {
        host.Streams = options;
        await host.InitializeAsync();
        client = new HttpClient { BaseAddress = host.Address, Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task RestartAsync(StreamOptions options)
    {
        client.Dispose();
        host.Streams = options;
        await host.RestartAsync();
        client = new HttpClient { BaseAddress = host.Address, Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task EventAsync(string id, string customer, string data = "{}") =>
        Assert.Equal(200, (await host.EventAsync(id, customer, "customer.updated", data)).Status);

    private Task<StreamReading> OpenAsync(string path, long? lastId = null) => StreamReading.OpenAsync(client, path, lastId);

    [Fact]
    public async Task A_customers_stream_begins_now_and_gives_each_entry_as_history_does()
    {
        await EventAsync("1", "ada");
        using var stream = await OpenAsync("/v1/customers/ada/stream");
        Assert.Equal((200, "text/event-stream"), ((int)stream.Response.StatusCode, stream.Response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["retry: 2000", "id: 1"], await stream.BlockAsync());

        await EventAsync("2", "bob");
        await EventAsync("2", "ada", """{"name":"Ada\nLovelace"}""");
        await EventAsync("3", "ada");

        var (second, third) = (await stream.EntryAsync(), await stream.EntryAsync());
        Assert.Equal([(2, "ada", 2), (3, "ada", 3)], new[] { second, third }.Select(e => (e.Id, e.Customer, e.Seq)));
        var told = second.Data.EnumerateObject().Where(p => p.Name != "customer").ToDictionary(p => p.Name, p => p.Value.GetRawText());
        var kept = (await host.GetAsync("/v1/customers/ada/history?after=1&limit=1")).Json.GetProperty("items")[0];
        Assert.Equal(kept.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText()), told);
    }

    [Fact]
    public async Task A_customers_stream_has_what_a_visitor_did_who_was_joined_as_history_has()
    {
        await EventAsync("1", "ada");
        using var live = await OpenAsync("/v1/customers/ada/stream");
        for (var i = 0; i < 40; i++) Assert.Equal(200, (await host.EventAsync($"v{i}", "anon:phone", "page.viewed", "{}")).Status);
        Assert.Equal(200, (await host.EventAsync("j", "anon:phone", "customer.identified", """{"customer":"ada"}""")).Status);
        await EventAsync("2", "ada");

        var history = (await host.GetAsync("/v1/customers/ada/history?limit=1000")).Json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("seq").GetInt64()).ToArray();
        Assert.True(history.Length > 42, "the visitor's entries are in the history");
        using var again = await OpenAsync("/v1/customers/ada/stream?after=0");
        Assert.Equal(history, (await TakeAsync(again, history.Length)).Select(e => e.Id));
        Assert.Equal(history[1..], (await TakeAsync(live, history.Length - 1)).Select(e => e.Id));
    }

    [Fact]
    public async Task The_stream_of_all_gives_every_entry_once_in_one_order_to_all_who_watch()
    {
        using var one = await OpenAsync(All);
        using var two = await OpenAsync(All);
        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => EventAsync($"{i}", $"c{i % 7}")));

        var (first, second) = (await TakeAsync(one, 40), await TakeAsync(two, 40));
        Assert.Equal(first, second);
        Assert.Equal(first.OrderBy(e => e.Id), first);
        Assert.Equal(40, first.Select(e => (e.Customer, e.Seq)).Distinct().Count());
        using var again = await OpenAsync(All, lastId: 0);
        Assert.Equal(first, await TakeAsync(again, 40));
    }

    [Fact]
    public async Task A_stream_resumes_after_the_last_id_also_after_a_restart_and_the_header_wins()
    {
        for (var i = 1; i <= 5; i++) await EventAsync($"{i}", "ada");
        await RestartAsync(new StreamOptions());

        foreach (var path in new[] { "/v1/customers/ada/stream", All })
        {
            using var resumed = await OpenAsync(path + "?after=1", lastId: 3);
            Assert.Equal([4, 5], (await TakeAsync(resumed, 2)).Select(e => e.Id));
            using var byQuery = await OpenAsync(path + "?after=4");
            Assert.Equal(5, (await byQuery.EntryAsync()).Id);
        }
    }

    [Fact]
    public async Task Silence_is_filled_with_comments()
    {
        await RestartAsync(new StreamOptions { Heartbeat = TimeSpan.FromMilliseconds(20) });
        await EventAsync("1", "ada");
        using var stream = await OpenAsync("/v1/customers/ada/stream");
        await stream.BlockAsync();

        Assert.Equal([": still here"], await stream.BlockAsync());
        Assert.Equal([": still here"], await stream.BlockAsync());
        await EventAsync("2", "ada");
        Assert.Equal(2, (await stream.EntryAsync()).Id);
    }

    [Fact]
    public async Task An_erased_person_is_left_out_and_their_stream_ends()
    {
        await EventAsync("1", "ada");
        await EventAsync("1", "eve");
        await EventAsync("2", "ada");
        await EventAsync("2", "eve");
        using var before = await OpenAsync(All, lastId: 0);
        Assert.Equal(4, (await TakeAsync(before, 4))[^1].Id);
        using var eve = await OpenAsync("/v1/customers/eve/stream", lastId: 2);
        await eve.BlockAsync();

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, "/v1/customers/eve")).Status);

        Assert.Null(await eve.BlockAsync());
        using var gone = await OpenAsync("/v1/customers/eve/stream");
        Assert.Equal(410, (int)gone.Response.StatusCode);
        // The newest entry was the erased person's: its position is not given out again, or whoever has read it would miss the next one.
        await EventAsync("3", "ada");
        Assert.Equal((5, "ada"), await before.EntryAsync() is var next ? (next.Id, next.Customer) : default);
        using var after = await OpenAsync(All, lastId: 0);
        Assert.Equal([1, 3, 5], (await TakeAsync(after, 3)).Select(e => e.Id));
    }

    [Theory]
    [InlineData("/v1/customers/nobody/stream", null, 404)]
    [InlineData("/v1/stream", "abc", 400)]
    [InlineData("/v1/stream", "-1", 400)]
    [InlineData("/v1/stream", "7", 400)]
    [InlineData("/v1/customers/ada/stream", "7", 400)]
    [InlineData("/v1/customers/ada/stream", "99999999999999999999", 400)]
    [InlineData("/v1/stream?after=x", null, 400)]
    public async Task What_is_not_there_or_no_position_is_a_problem(string path, string? lastId, int status)
    {
        await EventAsync("1", "ada");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        using var response = await client.SendAsync(request);

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task More_streams_than_the_limit_are_refused_until_one_ends()
    {
        await RestartAsync(new StreamOptions { StreamsMax = 1, Heartbeat = TimeSpan.FromMilliseconds(20) });
        using (var first = await OpenAsync(All))
        {
            using var refused = await OpenAsync(All);
            Assert.Equal((503, true), ((int)refused.Response.StatusCode, refused.Response.Headers.Contains("Retry-After")));
        }
        Assert.True(await IsPlaceFreeAsync());
    }

    [Fact]
    public async Task A_reader_that_never_reads_is_cut_off_while_others_go_on()
    {
        await RestartAsync(new StreamOptions { WriteTime = TimeSpan.FromSeconds(2), StreamsMax = 2 });
        using var slow = await OpenAsync(All);
        using var good = await OpenAsync(All);
        await slow.BlockAsync();
        var bulk = new string('x', 500_000);
        const int many = 60;   // more than the buffers of both ends hold

        var reading = TakeAsync(good, many);
        for (var i = 1; i <= many; i++) await EventAsync($"{i}", "ada", $$"""{"text":"{{bulk}}"}""");

        Assert.Equal(Enumerable.Range(1, many).Select(i => (long)i), (await reading).Select(e => e.Id));
        Assert.True(await IsPlaceFreeAsync());
        await Assert.ThrowsAnyAsync<IOException>(() => TakeAsync(slow, many));
        await EventAsync("last", "ada");
        Assert.Equal(many + 1, (await good.EntryAsync()).Id);
    }

    [Fact]
    public async Task The_host_ends_with_streams_open_and_they_end_cleanly()
    {
        using var stream = await OpenAsync(All);
        await stream.BlockAsync();

        await host.StopDoorsAsync();

        Assert.Null(await stream.BlockAsync());
    }

    private static async Task<List<(long Id, string Customer, long Seq)>> TakeAsync(StreamReading stream, int count)
    {
        var taken = new List<(long, string, long)>();
        while (taken.Count < count)
        {
            var entry = await stream.EntryAsync();
            taken.Add((entry.Id, entry.Customer, entry.Seq));
        }
        return taken;
    }

    /// <summary>Waits until the host takes another stream.</summary>
    private async Task<bool> IsPlaceFreeAsync()
    {
        for (var i = 0; i < 1_500; i++)
        {
            using var next = await OpenAsync(All);
            if ((int)next.Response.StatusCode == 200) return true;
            await Task.Delay(20);
        }
        return false;
    }
}
