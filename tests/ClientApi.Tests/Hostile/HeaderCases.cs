using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Request lines and headers.</summary>
internal static class HeaderCases
{
    private const string List = "/v1/customers";

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        HostileCase.Raw("too many headers", "431", Of("GET", List, headers: Enumerable.Range(0, 150).Select(i => FormattableString.Invariant($"X-{i}: 1")))),
        HostileCase.Raw("headers too large", "431", "GET", List, null, null, "X: " + new string('a', 40_000)),
        HostileCase.Raw("header without a colon", "400", "GET", List, null, null, "Broken"),
        HostileCase.Raw("blank before the colon", "400", "GET", List, null, null, "X : 1"),
        HostileCase.Raw("folded header", "400", "GET", List, null, null, "X: a", " b"),
        HostileCase.Raw("NUL in a header", "400", "GET", List, null, null, "X: a\0b"),
        HostileCase.Raw("no Host", "400", Head($"GET {List} HTTP/1.1")),
        HostileCase.Raw("two Hosts", "400", "GET", List, null, null, "Host: evil.example"),
        HostileCase.Raw("HTTP/1.0 without Host", "403 `host`", Head($"GET {List} HTTP/1.0")),
        HostileCase.Raw("another's Host", "403 `host`", Head($"GET {List} HTTP/1.1", "Host: evil.example", "Connection: close")),
        HostileCase.Raw("another's Host that begins like ours", "403 `host`", Head($"GET {List} HTTP/1.1", "Host: localhost.evil.example:5080", "Connection: close")),
        HostileCase.Raw("address of another host", "400", "GET", "http://evil.example" + List),
        HostileCase.Raw("address and Host of another", "403 `host`", Head($"GET http://evil.example{List} HTTP/1.1", "Host: evil.example", "Connection: close")),
        HostileCase.Raw("proxy to another host", "403 `host`", Head("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443", "Connection: close")),
        HostileCase.Event("another's Origin", "403 `origin`", EventText.Good(), EventText.One, "Origin: http://evil.example"),
        HostileCase.Event("no Origin by name", "403 `origin`", EventText.Good(), EventText.One, "Origin: null"),
        HostileCase.Raw("unknown method", "405 `method`", "FROB", List),
        HostileCase.Raw("TRACE", "405 `method`", "TRACE", List),
        HostileCase.Raw("OPTIONS", "405 `method`", "OPTIONS", List),
        HostileCase.Raw("HEAD of what is posted", "405", "HEAD", "/v1/events"),
        HostileCase.Raw("method in a header", "405 `method`", "POST", List + "/" + HostileScene.Customer, "", "application/json", "X-HTTP-Method-Override: DELETE"),
        HostileCase.Raw("Range", "200", "GET", List, null, null, "Range: bytes=0-1,5-"),
        HostileCase.Raw("Upgrade", "200", Head($"GET {List} HTTP/1.1", "Host: localhost", "Connection: close, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eA==")),
        HostileCase.Event("Expect", "200", EventText.Good("1", "expected"), EventText.One, "Expect: 100-continue") with { Kept = 1 },
        new("Expect for too much", "413 `too-large`", scene => scene.AskAsync(Framed(["Expect: 100-continue", "Content-Length: 2000000"]), RawEnd.ReadOne)),
        HostileCase.Raw("lines injected by ce- headers", "400 `control-character`", Binary("ce-id: a%0d%0aX-Evil: 1")),
        HostileCase.Raw("return in a ce- header", "400", Binary("ce-id: a\rX-Evil: 1")),
        HostileCase.Raw("ce- header twice", "400 `duplicate-key`", Binary("ce-id: a", "ce-id: b")),
        HostileCase.Raw("ce- header not UTF-8", "400", Binary("ce-id: \u00FF")),
        HostileCase.Raw("ce- header wrongly encoded", "400 `percent-encoding`", Binary("ce-id: %FF")),
        HostileCase.Raw("ce- attribute with a bad name", "400 `attribute-name`", Binary("ce-id: a", "ce-a_b: 1")),
    ];

    private static byte[] Binary(params string[] headers) =>
        Of("POST", "/v1/events", Utf8("{}"), "application/json", ["ce-specversion: 1.0", "ce-source: /s", "ce-type: t", "ce-subject: binary", .. headers]);
}
