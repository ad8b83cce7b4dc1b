using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Calls without the right key.</summary>
internal static class KeyCases
{
    private const string Cancel = $$$"""{"specversion":"1.0","id":"op","source":"/app","type":"case.operation.requested","subject":"{{{HostileScene.Customer}}}","data":{"operation":"cancel","case":"{{{HostileScene.CaseId}}}"}}""";

    private const string Card = "/v1/customers/" + HostileScene.Customer;

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        With("no key", "401 `key-missing`", _ => "X-Key: none", "GET", Card),
        With("no key, address unknown", "401 `key-missing`", _ => "X-Key: none", "GET", "/v1/nothing"),
        With("wrong key", "401 `key-unknown`", scene => $"Authorization: Bearer {scene.Reader}x", "GET", Card),
        With("key of 20 kB", "401 `key-unknown`", _ => "Authorization: Bearer " + new string('a', 20_000), "GET", Card),
        With("key in the query", "401 `key-missing`", _ => "X-Key: none", "GET", Card + "?key={key}"),
        With("two keys", "401 `key-missing`", scene => $"Authorization: Bearer {scene.Reader}\r\nAuthorization: Bearer x", "GET", Card),
        With("revoked key", "401 `key-unknown`", scene => "Authorization: Bearer " + scene.Revoked, "GET", Card),
        With("key without the scope", "403 `scope`", scene => "Authorization: Bearer " + scene.Reader, "DELETE", Card),
        With("key that reads, sending events", "403 `scope`", scene => "Authorization: Bearer " + scene.Reader, "POST", "/v1/events", EventText.Good(), EventText.One),
        With("key that sends, acting by an event", "403 `scope`", scene => "Authorization: Bearer " + scene.Sender, "POST", "/v1/events", Cancel, EventText.One),
        With("key for one, reading another", "403 `other-customer`", scene => "Authorization: Bearer " + scene.Bound, "GET", Card),
        With("key for one, listing all", "403 `bound-key`", scene => "Authorization: Bearer " + scene.Bound, "GET", "/v1/customers"),
        With("key for one, events of another", "403 `other-customer`", scene => "Authorization: Bearer " + scene.Bound, "POST", "/v1/events", EventText.Good("1", HostileScene.Customer), EventText.One),
        With("key for one, case of another", "404 `unknown`", scene => "Authorization: Bearer " + scene.Bound, "GET", "/v1/cases/" + HostileScene.CaseId),
        With("key for one, task of another", "404 `unknown`", scene => "Authorization: Bearer " + scene.Bound, "POST", $"/v1/tasks/{HostileScene.TaskId}/complete", """{"by":"eve","outcome":"settled"}""", "application/json"),
        With("key for one, MCP card of another", "200 `not-yours`", scene => "Authorization: Bearer " + scene.Bound, "POST", "/mcp", Tool("get_customer_card", """{"customer":"ada"}"""), "application/json"),
        With("key for one, MCP case of another", "200 `unknown`", scene => "Authorization: Bearer " + scene.Bound, "POST", "/mcp", Tool("get_case", $$"""{"case":"{{HostileScene.CaseId}}"}"""), "application/json"),
        new("more requests than a key may", "429 `rate`", OftenAsync),
    ];

    private static HostileCase With(string name, string answer, Func<KeyedScene, string> header, string method, string target, string? body = null, string? contentType = null) =>
        new(name, answer, scene => scene.AskAsync(Of(method, target.Replace("{key}", ((KeyedScene)scene).Reader, StringComparison.Ordinal), Utf8(body), contentType, header((KeyedScene)scene))));

    private static string Tool(string tool, string arguments) => $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""";

    /// <summary>Asks until it is told that it asks too often.</summary>
    private static async Task<IReadOnlyList<RawAnswer>> OftenAsync(HostileScene scene)
    {
        while (true)
        {
            var answers = await scene.AskAsync(Of("GET", "/v1/tasks", headers: "Authorization: Bearer " + ((KeyedScene)scene).Slow));
            if (answers[0].Status != 200) return answers;
        }
    }
}
