using System.Text;
using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Clients that begin and never end. The host waits for them a while, and so does the test.</summary>
internal static class SlowCases
{
    private const int HalfOpen = 50;

    public static IReadOnlyList<HostileCase> All { get; } = [new("half-open connections", "408, 408 `bad-request`", HalfOpenAsync)];

    /// <summary>Half in a header, half in a body; each is cut off, and meanwhile others are served.</summary>
    private static async Task<IReadOnlyList<RawAnswer>> HalfOpenAsync(HostileScene scene)
    {
        var half = new List<RawConnection>();
        for (var i = 0; i < 2 * HalfOpen; i++)
        {
            half.Add(await RawConnection.OpenAsync(scene.Host.Address));
            await half[^1].SendAsync(i % 2 == 0 ? Encoding.ASCII.GetBytes("GET /v1/customers HTTP/1.1\r\nHost: local") : Framed(["Content-Length: 1000"], [.. "{"u8]));
        }
        for (var i = 0; i < 20; i++) Assert.Equal(200, (await scene.Host.GetAsync("/v1/customers/" + HostileScene.Customer)).Status);
        var answers = (await Task.WhenAll(half.Select(connection => connection.ReadAsync()))).Select(answers => Assert.Single(answers)).ToList();
        half.ForEach(connection => connection.Dispose());
        return [.. answers.DistinctBy(answer => (answer.Status, answer.Code)).OrderBy(answer => answer.Code, StringComparer.Ordinal)];
    }
}
