using System.Text;
using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Bodies: JSON, its encoding, its size.</summary>
internal static class BodyCases
{
    private const int MiB = 1024 * 1024;

    private static readonly string Brackets = new('[', 900_000);

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        HostileCase.Event("deep nesting", "400 `nesting`", Data(EventText.Nested(10_000))),
        HostileCase.Event("900 kB of brackets", "400 `malformed-json`", Brackets),
        HostileCase.Event("900 kB of brackets in a batch", "400 `malformed-json`", Brackets, EventText.Batch),
        HostileCase.Event("900 kB of brackets in a line", "200 `malformed-json`", Brackets, EventText.Lines),
        HostileCase.Json("900 kB of objects, tracked", "400 `nesting`", "/v1/track", string.Concat(Enumerable.Repeat("{\"a\":", 180_000))),
        HostileCase.Event("number beyond a double", "400 `number-overflow`", Data("{\"x\":1e400}")),
        HostileCase.Event("number of 100,000 digits", "400 `number-overflow`", Data($"{{\"x\":{new string('9', 100_000)}}}")),
        HostileCase.Event("NaN", "400 `malformed-json`", Data("NaN")),
        HostileCase.Event("attribute twice", "400 `duplicate-key`", "{\"id\":\"2\"," + EventText.Good()[1..]),
        HostileCase.Event("key twice in data", "400 `duplicate-key`", Data("{\"a\":1,\"a\":2}")),
        HostileCase.Event("text after the end", "400 `malformed-json`", EventText.Good() + EventText.Good("2")),
        HostileCase.Event("byte order mark", "200", Encoding.UTF8.GetBytes("\uFEFF" + EventText.Good("1", "marked"))) with { Kept = 1 },
        HostileCase.Event("two byte order marks", "400 `malformed-json`", Encoding.UTF8.GetBytes("\uFEFF\uFEFF" + EventText.Good())),
        HostileCase.Event("UTF-16", "400 `invalid-utf8`", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(EventText.Good())]),
        HostileCase.Event("UTF-16 as it says", "415 `media-type`", Encoding.Unicode.GetBytes(EventText.Good()), EventText.One + "; charset=utf-16"),
        HostileCase.Event("half a surrogate pair in data", "400 `invalid-unicode`", Data("\"\\uD800\"")),
        HostileCase.Event("half a surrogate pair as id", "400 `invalid-unicode`", EventText.With("subject", "\"\\uDC00\"")),
        HostileCase.Event("bytes that are no UTF-8", "400 `invalid-utf8`", Encoding.Latin1.GetBytes(EventText.Good("\u00FF"))),
        HostileCase.Event("surrogates as bytes", "400 `invalid-utf8`", Encoding.Latin1.GetBytes(EventText.Good("\u00ED\u00A0\u0080"))),
        HostileCase.Event("NUL in an id", "400 `control-character`", EventText.With("subject", "\"a\\u0000b\"")),
        HostileCase.Event("id of 257 bytes", "400 `too-long`", EventText.Good("1", new string('a', 257))),
        HostileCase.Event("time to come", "400 `time-ahead`", EventText.With("time", "\"9999-12-31T23:59:59Z\"")),
        HostileCase.Event("time before time", "400 `time-format`", EventText.With("time", "\"0001-01-01T00:00:00+14:00\"")),
        HostileCase.Event("20,000 traits at once", "400 `too-many`", Data($"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"\"t{i}\":{i}")))}}}")),
        HostileCase.Event("visitor who is oneself", "400 `provisional`", """{"specversion":"1.0","id":"1","source":"/s","type":"customer.identified","subject":"anon:x","data":{"customer":"anon:x"}}"""),
        HostileCase.Event("form instead of an event", "415 `media-type`", "subject=ada", "application/x-www-form-urlencoded"),
        HostileCase.Event("packed event", "415 `media-type`", Gzip(Encoding.UTF8.GetBytes(EventText.Good())), EventText.One, "Content-Encoding: gzip"),
        HostileCase.Raw("packed command", "415 `media-type`", Of("POST", "/v1/cases", Gzip("{}"u8.ToArray()), "application/json", "Content-Encoding: gzip")),
        HostileCase.Raw("gzip bomb", "413 `too-large`", Track(Gzip(new byte[100 * MiB]))),
        HostileCase.Raw("gzip in gzip", "400 `invalid-utf8`", Track(Gzip(Gzip(Encoding.UTF8.GetBytes(Tracked))))),
        HostileCase.Raw("gzip cut off", "400 `gzip`", Track(Gzip(Encoding.UTF8.GetBytes(Tracked))[..^8])),
        HostileCase.Raw("no gzip", "400 `gzip`", Track("gzip"u8.ToArray())),
        HostileCase.Event("batch that is an object", "400 `not-an-array`", "{}", EventText.Batch),
        HostileCase.Event("batch cut off", "400 `malformed-json`", "[" + EventText.Good("1", "batched"), EventText.Batch),
        HostileCase.Event("300,000 bad events in a batch", "200 `not-an-object`", $"[{string.Join(',', Enumerable.Repeat('1', 300_000))}]", EventText.Batch) with { Also = ListsTenThousand },
        HostileCase.Event("300,000 bad lines", "200 `not-an-object`", string.Join('\n', Enumerable.Repeat('1', 300_000)), EventText.Lines) with { Also = ListsTenThousand },
        HostileCase.Event("a line of 2 MiB among good ones", "200 `too-large`", Lines(EventText.Good("1", "lines"), Large(2 * MiB), EventText.Good("2", "lines", "{\"a\":1}")), EventText.Lines) with { Kept = 2 },
        HostileCase.Event("last line half", "200 `malformed-json`", Lines(EventText.Good("1", "half"), EventText.Good("2", "half")[..40]), EventText.Lines) with { Kept = 1 },
        new("lines cut off in the middle of one", "closed", CutLinesAsync) { Kept = 1 },
        HostileCase.Event("body over 1 MiB", "413 `too-large`", Large(MiB)),
        HostileCase.Raw("body over 1 MiB in chunks", "413 `too-large`", Chunked(Chunk(Large(MiB)) + LastChunk)),
    ];

    private const string Tracked = """{"userId":"packed","event":"seen"}""";

    private static string Data(string json) => EventText.Good(data: json);

    private static string Large(int size) => Data($"{{\"x\":\"{new string('a', size)}\"}}");

    private static string Lines(params string[] lines) => string.Join('\n', lines);

    private static byte[] Track(byte[] packed) => Of("POST", "/v1/track", packed, "application/json", "Content-Encoding: gzip");

    private static Task ListsTenThousand(HostileScene scene, IReadOnlyList<RawAnswer> answers)
    {
        Assert.Contains("\"rejectedNotListed\":290000", answers[0].Body, StringComparison.Ordinal);
        return Task.CompletedTask;
    }

    /// <summary>The client goes when its first line is on disk: what had not arrived as a whole can't be told from what was never sent.</summary>
    private static async Task<IReadOnlyList<RawAnswer>> CutLinesAsync(HostileScene scene)
    {
        using var connection = await RawConnection.OpenAsync(scene.Host.Address);
        await connection.SendAsync(Head(ToEvents, "Host: localhost", "Content-Type: " + EventText.Lines, "Transfer-Encoding: chunked"));
        await connection.SendAsync(Encoding.UTF8.GetBytes(Chunk(EventText.Good("1", "cut") + "\n" + EventText.Good("2", "cut")[..40])));
        while ((await scene.Host.GetAsync("/v1/customers/cut")).Status != 200) await Task.Delay(10);
        connection.CloseSending();
        return await connection.ReadAsync();
    }
}
