namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>What is no good MCP. A JSON-RPC error that a method answers comes with 200, as the protocol has it.</summary>
internal static class AssistantCases
{
    public static IReadOnlyList<HostileCase> All { get; } =
    [
        Message("MCP that is no JSON", "400 `-32700`", "{"),
        Message("MCP of brackets", "400 `-32700`", new string('[', 900_000)),
        Message("MCP batch", "400 `-32600`", """[{"jsonrpc":"2.0","id":1,"method":"ping"}]"""),
        Message("MCP that is no JSON-RPC", "400 `-32600`", """{"id":1,"method":"ping"}"""),
        Message("MCP with an id that is an object", "400 `-32600`", """{"jsonrpc":"2.0","id":{},"method":"ping"}"""),
        Message("MCP with an id that is null", "400 `-32600`", """{"jsonrpc":"2.0","id":null,"method":"ping"}"""),
        Message("MCP with two ids", "400 `-32700`", """{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"""),
        Message("MCP without an id", "202", """{"jsonrpc":"2.0","method":"tools/call","params":{"name":"signal_event","arguments":{"customer":"ada","type":"seen","data":{}}}}"""),
        Message("MCP unknown method", "200 `-32601`", """{"jsonrpc":"2.0","id":1,"method":"x/y"}"""),
        Message("MCP parameters that are a list", "200 `-32602`", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]}"""),
        Tool("MCP unknown tool", "200 `-32602`", "rm", "{}"),
        Tool("MCP unknown argument", "200 `unknown-argument`", "find_customer", """{"sql":"1=1"}"""),
        Tool("MCP argument of a wrong type", "200 `wrong-type`", "find_customer", """{"search":["ada"]}"""),
        Tool("MCP event with a NUL", "200 `control-character`", "signal_event", """{"customer":"a\u0000b","type":"seen","data":{}}"""),
        Message("MCP resource that is a file", "200 `-32002`", """{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}"""),
        Message("MCP over 1 MiB", "413 `too-large`", new string(' ', 1024 * 1024 + 1)),
        HostileCase.Raw("MCP as text", "415 `media-type`", "POST", "/mcp", "{}", "text/plain"),
    ];

    private static HostileCase Message(string name, string answer, string body) => HostileCase.Json(name, answer, "/mcp", body);

    private static HostileCase Tool(string name, string answer, string tool, string arguments) =>
        Message(name, answer, $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""");
}
