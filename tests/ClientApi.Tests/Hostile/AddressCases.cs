using System.Text.Json;
using static JourneyOrchestrator.ClientApi.Tests.Hostile.RawRequest;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Paths, queries, and ids that look like something else.</summary>
internal static class AddressCases
{
    private const string Customers = "/v1/customers/";

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        HostileCase.Raw("path over 8 KiB", "414", "GET", Customers + new string('a', 9_000)),
        HostileCase.Raw("path of 7 kB", "404 `unknown`", "GET", Customers + new string('a', 7_000)),
        HostileCase.Raw("NUL in a path", "400", "GET", Customers + "a%00b"),
        HostileCase.Raw("plain bytes in a path", "400", "GET", Customers + "\u00E9"),
        HostileCase.Raw("overlong UTF-8 in a path", "400 `percent-encoding`", "GET", Customers + "..%C0%AFada"),
        HostileCase.Raw("wrong percent-encoding", "400 `percent-encoding`", "GET", Customers + "%zz"),
        HostileCase.Raw("percent-encoding cut off", "400 `percent-encoding`", "GET", Customers + "ada%2"),
        HostileCase.Raw("encoded slash in an id", "404 `unknown`", "GET", Customers + "x%2F..%2Fada"),
        HostileCase.Raw("slash encoded twice", "404 `unknown`", "GET", Customers + "x%252F..%252Fada"),
        HostileCase.Raw("dots as an id", "404 `unknown`", "GET", Customers + ".."),
        HostileCase.Raw("dots that lead to another id", "404 `unknown-address`", "DELETE", Customers + "x/../ada"),
        HostileCase.Raw("encoded dots that lead to another id", "404 `unknown-address`", "DELETE", Customers + "x/%2e%2e/ada"),
        HostileCase.Raw("way out of the pages", "404 `unknown-address`", "GET", "/../../etc/passwd"),
        HostileCase.Raw("encoded way out of the pages", "404 `unknown-address`", "GET", "/assets/..%2f..%2fapi-keys.json"),
        HostileCase.Raw("way out of the API description", "404 `unknown-address`", "GET", "/openapi/..%2fv1.json"),
        HostileCase.Raw("host in a path", "404 `unknown-address`", "GET", "//evil.example/v1/customers"),
        Id("SQL as an id", "'; DROP TABLE customers; --"),
        Id("CEL as an id", "size(vars) > 0 || true"),
        Id("script as an id", "<script>alert(1)</script>"),
        Id("template as an id", "${7*7}{{7*7}}%s%n"),
        Id("path as an id", "../../api-keys.json"),
        Id("prototype as an id", "__proto__"),
        HostileCase.Raw("SQL in a search", "200", "GET", "/v1/customers?search=%27%20OR%201%3D1%20--") with { Also = FindsNobody },
        HostileCase.Raw("wildcards in a search", "200", "GET", "/v1/customers?search=%25_%2A") with { Also = FindsNobody },
        HostileCase.Raw("broken percent-encoding in a search", "200", "GET", "/v1/customers?search=%zz%ff") with { Also = FindsNobody },
        HostileCase.Raw("negative limit", "400 `out-of-range`", "GET", "/v1/customers?limit=-1"),
        HostileCase.Raw("limit beyond any number", "400 `out-of-range`", "GET", "/v1/customers/ada/history?limit=99999999999999999999"),
        HostileCase.Raw("two limits", "400 `out-of-range`", "GET", "/v1/tasks?limit=1&limit=2"),
        HostileCase.Raw("after that is no number", "400 `out-of-range`", "GET", "/v1/customers?after=abc"),
        HostileCase.Raw("after that is no task", "400 `out-of-range`", "GET", "/v1/tasks?after=abc"),
        HostileCase.Raw("after that is no dead letter", "400 `out-of-range`", "GET", "/v1/dead-letters?after=abc"),
        HostileCase.Raw("after that was never set aside", "400 `out-of-range`", "GET", "/v1/set-aside?after=abc"),
        HostileCase.Raw("time that is none", "400 `time-format`", "GET", "/v1/customers/ada?at=9999-99-99T00:00:00Z"),
        HostileCase.Raw("stream after no position", "400 `out-of-range`", "GET", "/v1/stream", null, null, "Last-Event-ID: abc"),
        HostileCase.Raw("stream after a negative position", "400 `out-of-range`", "GET", "/v1/stream", null, null, "Last-Event-ID: -1"),
        HostileCase.Raw("stream after a position to come", "400 `out-of-range`", "GET", "/v1/stream", null, null, "Last-Event-ID: 999999999"),
    ];

    /// <summary>An id that somebody might run: it is stored and given back as the text that it is, and so is the name.</summary>
    private static HostileCase Id(string name, string id)
    {
        var text = JsonSerializer.Serialize(id);
        return HostileCase.Event(name, "200", $$$"""{"specversion":"1.0","id":"1","source":"/s","type":"customer.updated","subject":{{{text}}},"data":{"name":{{{text}}}}}""") with
        {
            Kept = 1,
            Also = async (scene, _) =>
            {
                var card = (await scene.AskAsync(Of("GET", Customers + Uri.EscapeDataString(id)))).Single();
                var json = JsonDocument.Parse(card.Body).RootElement;
                Assert.Equal((200, "application/json", id, id), (card.Status, card.MediaType, json.GetProperty("id").GetString(), json.GetProperty("traits").GetProperty("name").GetString()));
            },
        };
    }

    private static Task FindsNobody(HostileScene scene, IReadOnlyList<RawAnswer> answers)
    {
        Assert.Equal("""{"items":[],"next":null}""", answers[0].Body);
        return Task.CompletedTask;
    }
}
