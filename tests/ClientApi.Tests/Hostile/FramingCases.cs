using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Where a request begins and ends.</summary>
internal static class FramingCases
{
    private static readonly string Event = EventText.Good("framed", "framed");

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        HostileCase.Raw("chunk size no number", "400 `bad-request`", Chunked("zz\r\n{}\r\n" + LastChunk)),
        HostileCase.Raw("chunk size negative", "400 `bad-request`", Chunked("-5\r\nhello\r\n" + LastChunk)),
        HostileCase.Raw("chunk size beyond any number", "400 `bad-request`", Chunked("FFFFFFFFFFFFFFFFF\r\n{}\r\n" + LastChunk)),
        HostileCase.Raw("chunk longer than it says", "400 `bad-request`", Chunked("5\r\nhello, world\r\n" + LastChunk)),
        HostileCase.Cut("chunked body cut off", "closed", Chunked(Chunk(Event))),
        HostileCase.Cut("body shorter than its length", "closed", Framed(["Content-Length: 5000"], [.. Utf8(Event)!])),
        HostileCase.Cut("ten terabytes announced", "closed", Framed(["Content-Length: 10000000000000"], [.. Utf8(Event)!])),
        HostileCase.Raw("length and chunks at once", "200",
            [.. Framed(["Content-Length: 5", "Transfer-Encoding: chunked"], [.. Utf8(Chunk(Event) + LastChunk)!]), .. Of("DELETE", "/v1/customers/" + HostileScene.Customer)]) with { Kept = 1 },
        HostileCase.Raw("two lengths", "400", Framed(["Content-Length: 3", FormattableString.Invariant($"Content-Length: {Event.Length}")], [.. Utf8(Event)!])),
        HostileCase.Raw("length no number", "400", Framed(["Content-Length: 1e3"], [.. Utf8(Event)!])),
        HostileCase.Raw("length negative", "400", Framed(["Content-Length: -1"], [.. Utf8(Event)!])),
        HostileCase.Raw("length beyond any number", "400", Framed(["Content-Length: 99999999999999999999"], [.. Utf8(Event)!])),
        HostileCase.Raw("chunks not the last coding", "400", Framed(["Transfer-Encoding: chunked, gzip"], [.. Utf8(Chunk(Event) + LastChunk)!])),
        HostileCase.Raw("packed by the transfer", "400 `invalid-utf8`", Packed(Gzip(Utf8(Event)!))),
        HostileCase.Raw("garbage after a good request", "200, 400",
            [.. Framed([FormattableString.Invariant($"Content-Length: {Event.Length}")], [.. Utf8(Event.Replace("framed", "first", StringComparison.Ordinal).PadRight(Event.Length))!]), 0, 1, .. "garbage\r\n\r\n"u8]) with { Kept = 1 },
        HostileCase.Raw("no HTTP at all", "400", [0xFF, 0xFE, 0xFD, .. "\r\n\r\n"u8]),
        HostileCase.Raw("TLS to the plain port", "400", [0x16, 3, 1, 0, 0xC8, 1, 0, 0, 0xC4, 3, 3, .. new byte[200]]),
        HostileCase.Raw("HTTP/0.9", "400", [.. "GET /v1/customers\r\n\r\n"u8]),
        HostileCase.Raw("HTTP/1.0", "200", Head("GET /v1/customers HTTP/1.0", "Host: localhost")),
        HostileCase.Raw("HTTP/3.0 in words", "505", Head("GET /v1/customers HTTP/3.0", "Host: localhost")),
        HostileCase.Raw("HTTP/2 without TLS", "closed", [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8]),
    ];

    private static byte[] Packed(byte[] body) => Framed(
        ["Connection: close", "Transfer-Encoding: gzip, chunked"], [.. Head(FormattableString.Invariant($"{body.Length:x}"))[..^2], .. body, .. "\r\n0\r\n\r\n"u8]);
}
