using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Many connections, or many bytes.</summary>
internal static class BusyCases
{
    private const int Newcomers = 20_000, BulkLines = 40, BulkBytes = 500_000, MemoryBytesMax = 512 * 1024 * 1024;

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        new("20,000 new customers in one body", "200", FloodAsync) { Kept = Newcomers },
        new("more streams than there may be", "503 `too-many-streams`", StreamsAsync),
        new("reader of a stream that never reads", "200", NeverReadAsync) { Kept = BulkLines },
    ];

    private static async Task<IReadOnlyList<RawAnswer>> FloodAsync(HostileScene scene)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var lines = string.Join('\n', Enumerable.Range(0, Newcomers).Select(i => EventText.Good("1", FormattableString.Invariant($"flood-{i}"))));
        var answers = await scene.AskAsync(Of("POST", "/v1/events", Utf8(lines), EventText.Lines));
        Assert.Equal(FormattableString.Invariant($$"""{"accepted":{{Newcomers}},"duplicates":0,"rejected":[]}"""), answers[0].Body);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MemoryBytesMax);
        return answers;
    }

    private static byte[] Stream() => Of("GET", "/v1/stream");

    private static async Task<IReadOnlyList<RawAnswer>> StreamsAsync(HostileScene scene)
    {
        var open = new List<RawConnection>();
        try
        {
            for (var i = 0; i < BusyScene.StreamsMax; i++) open.Add(await OpenStreamAsync(scene, Stream()));
            return await scene.AskAsync(Stream());
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
            await UntilFreeAsync(scene);
        }
    }

    /// <summary>It takes the last place, and reads nothing more of the much that it asked for: its place is free again, though it never closed.</summary>
    private static async Task<IReadOnlyList<RawAnswer>> NeverReadAsync(HostileScene scene)
    {
        var bulk = string.Join('\n', Enumerable.Range(0, BulkLines).Select(i => EventText.Good(FormattableString.Invariant($"{i}"), "bulk", $$"""{"x":"{{new string('x', BulkBytes)}}"}""")));
        Assert.Single(await scene.AskAsync(Of("POST", "/v1/events", Utf8(bulk), EventText.Lines)));
        var open = new List<RawConnection>();
        for (var i = 1; i < BusyScene.StreamsMax; i++) open.Add(await OpenStreamAsync(scene, Stream()));
        using var silent = await OpenStreamAsync(scene, Of("GET", "/v1/customers/bulk/stream?after=0"), receiveBuffer: 4096);

        await UntilFreeAsync(scene);
        Assert.InRange(await silent.CountAsync(), 0, (BulkLines - 1) * BulkBytes);
        open.ForEach(connection => connection.Dispose());
        return [new(200, null, "")];
    }

    /// <summary>A stream that has begun; it waits for a place where one that just closed still has it.</summary>
    private static async Task<RawConnection> OpenStreamAsync(HostileScene scene, byte[] request, int receiveBuffer = 0)
    {
        while (true)
        {
            var connection = await RawConnection.OpenAsync(scene.Host.Address, receiveBuffer);
            await connection.SendAsync(request);
            if ((await connection.BeginningAsync()).StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) return connection;
            connection.Dispose();
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until the host takes another stream.</summary>
    private static async Task UntilFreeAsync(HostileScene scene) => (await OpenStreamAsync(scene, Stream())).Dispose();
}
