using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Tracking, subscriptions, journeys, cases and tasks.</summary>
internal static class DoorCases
{
    private const string By = """{"by":"kim"}""", Cases = "/v1/cases", Case = Cases + "/" + HostileScene.CaseId, Task = "/v1/tasks/" + HostileScene.TaskId;

    private const int MiB = 1024 * 1024;

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        HostileCase.Json("a bad message among good ones", "200 `missing`", "/v1/batch", Batch([Message(1), """{"type":"track"}""", Message(2)])) with { Kept = 2 },
        HostileCase.Json("10,000 messages at once", "200", "/v1/batch", Batch(Enumerable.Range(1_000, 10_000).Select(Message))) with { Kept = 10_000 },
        HostileCase.Json("50,000 bad messages", "400 `not-an-object`", "/v1/batch", Batch(Enumerable.Repeat("1", 50_000))) with { Also = IsNotOverwhelming },
        HostileCase.Json("two batches in one", "400 `duplicate-key`", "/v1/batch", $$"""{"batch":[],"batch":[{{Message(3)}}]}"""),
        HostileCase.Json("batch that is no list", "400 `not-an-array`", "/v1/batch", """{"batch":{}}"""),
        HostileCase.Json("user who claims to be a visitor", "400 `reserved-id`", "/v1/track", """{"userId":"anon:x","event":"seen"}"""),
        HostileCase.Json("event of the host's own, tracked", "400 `reserved-event`", "/v1/track", """{"userId":"ada","event":"customer.identified"}"""),

        Subscription("webhook to loopback", "private-address", "http://127.0.0.1:5080/v1/events"),
        Subscription("webhook to localhost", "private-address", "http://localhost/"),
        Subscription("webhook to a private network", "private-address", "http://10.0.0.1/"),
        Subscription("webhook to cloud metadata", "private-address", "http://169.254.169.254/latest/meta-data"),
        Subscription("webhook to cloud metadata over IPv6", "private-address", "http://[fd00:ec2::254]/"),
        Subscription("webhook to loopback as one number", "private-address", "http://2130706433/"),
        Subscription("webhook to loopback within IPv6", "private-address", "http://[::ffff:127.0.0.1]/"),
        Subscription("webhook to any address", "private-address", "http://0.0.0.0/"),
        Subscription("webhook to a file", "url", "file:///etc/passwd"),
        Subscription("webhook to another protocol", "url", "gopher://example.org/"),
        Subscription("webhook with credentials", "user-info", "https://ada:secret@example.org/"),
        Subscription("webhook with injected lines", "control-character", "https://example.org/\r\nX-Evil: 1"),

        HostileCase.Json("journey of junk", "400 `malformed-json`", "/v1/journeys?publish=true", new string('x', 1_000_000)),
        HostileCase.Json("journey over 1 MiB", "413 `too-large`", "/v1/journeys?publish=true", $$"""{"definitionId":"big","name":"{{new string('a', MiB)}}"}"""),
        HostileCase.Json("journey that is junk in JSON", "400 `J103`", "/v1/journeys?publish=true", $$"""{"definitionId":"junk","junk":"{{new string('a', 1_000_000)}}"}"""),
        HostileCase.Json("journey nested deeply", "400 `nesting`", "/v1/journeys", "{\"root\":" + EventText.Nested(100_000) + "}"),
        HostileCase.Json("journey with an endless condition", "400 `J202`", "/v1/journeys?publish=true", Journey(new string('!', 500_000) + "true")),
        HostileCase.Json("journey with NUL in its id", "400 `control-character`", "/v1/journeys", """{"definitionId":"a\u0000b"}"""),
        HostileCase.Json("journey that runs itself", "400 `J803`", "/v1/journeys?publish=true",
            """{"definitionId":"itself","root":{"type":"Elsa.ExecuteWorkflow","id":"again","workflowDefinitionId":"itself"}}"""),
        HostileCase.Raw("XML that reads a file", "400 `J701`", "POST", "/v1/journeys", """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""", "application/xml"),

        HostileCase.Json("unknown verb of a case", "404 `unknown-address`", Case + "/explode", By),
        HostileCase.Json("unknown verb of an item", "404 `unknown`", Case + "/items/1/explode", By),
        HostileCase.Json("two verbs of an item", "404 `unknown`", Case + "/items/1/start,complete", By),
        HostileCase.Json("item that is not there", "404 `unknown`", Case + "/items/99999999999999999999/start", By),
        HostileCase.Json("case moved to nowhere", "404 `unknown`", Case + "/move", """{"to":"no-such","by":"eve"}"""),
        HostileCase.Json("role that there is not", "404 `unknown`", Case + "/roles/pilot", """{"who":"eve","by":"eve"}""", "PUT"),
        HostileCase.Json("command of nobody", "400 `missing`", Case + "/suspend", "{}"),
        HostileCase.Json("plan of an item that is none", "400 `unknown-item`", Case + "/plan", """{"by":"kim","item":"requested"}"""),
        HostileCase.Json("plan of no item", "400 `missing`", Case + "/plan", By),
        HostileCase.Json("file item that is not there", "400 `unknown-item`", Case + "/file/..%2Fetc", """{"by":"kim","value":1}""", "PUT"),
        HostileCase.Json("file item without a value", "400 `missing`", Case + "/file/order", By, "PUT"),
        HostileCase.Raw("case id beyond any number", "404 `unknown`", "GET", Cases + "/99999999999999999999-1"),
        HostileCase.Json("case of an unknown journey", "404 `unknown`", Cases, """{"customer":"ada","journey":"nope"}"""),
        HostileCase.Json("case of an unknown customer", "404 `unknown`", Cases, """{"customer":"nobody","journey":"care-case","key":"k"}"""),
        HostileCase.Json("case of version -1", "400 `wrong-type`", Cases, """{"customer":"ada","journey":"care-case","version":-1}"""),
        HostileCase.Json("migration to no version", "400 `missing`", Case + "/migrate", By),
        HostileCase.Json("migration to version 0", "400 `wrong-type`", Case + "/migrate", """{"version":0,"by":"kim"}"""),
        HostileCase.Json("migration to a version that is text", "400 `wrong-type`", Case + "/migrate", """{"version":"2","by":"kim"}"""),
        HostileCase.Json("migration by nobody", "400 `missing`", Case + "/migrate", """{"version":2}"""),
        HostileCase.Json("migration to the version that it has", "409 `migration-same-version`", Case + "/migrate", """{"version":1,"by":"kim"}"""),
        HostileCase.Json("migration to a version that is not there", "404 `migration-unknown-version`", Case + "/migrate", """{"version":2147483647,"by":"kim"}"""),
        HostileCase.Json("migration that is perhaps a dry run", "400 `wrong-type`", Case + "/migrate?dryRun=perhaps", """{"version":2,"by":"kim"}"""),
        HostileCase.Json("migration of all cases of an unknown journey", "404 `unknown`", "/v1/journeys/nope/migrate", """{"from":1,"to":2,"by":"kim"}"""),
        HostileCase.Json("migration of all cases to nowhere", "404 `unknown`", "/v1/journeys/care-case/migrate", """{"from":1,"to":99,"by":"kim"}"""),
        HostileCase.Json("migration of a million customers at once", "400 `wrong-type`", "/v1/journeys/care-case/migrate", """{"from":1,"to":2,"by":"kim","limit":1000000}"""),
        HostileCase.Json("task with an unknown outcome", "400 `unknown-outcome`", Task + "/complete", """{"by":"kim","outcome":"explode"}"""),
        HostileCase.Json("task with an outcome that is no text", "400 `wrong-type`", Task + "/complete", """{"by":"kim","outcome":{"settled":true}}"""),
        HostileCase.Json("unknown verb of a task", "404 `unknown-address`", Task + "/explode", By),
        HostileCase.Json("consent that is neither yes nor no", "400 `wrong-type`", "/v1/customers/ada/consents", """{"purpose":"p","channel":"email","granted":"yes","wording":"v1","source":"app","by":"ada"}""", "PUT"),
        HostileCase.Json("dead letter that is none", "404 `unknown`", "/v1/dead-letters/1-1-e99/requeue", ""),
        HostileCase.Json("replay of what is not set aside", "404 `unknown`", "/v1/set-aside/99999-1/replay", By),
        HostileCase.Json("replay of no id", "404 `unknown`", "/v1/set-aside/1-99999999999999999999/replay", By),
        HostileCase.Json("discard by nobody", "400 `missing`", "/v1/set-aside/99999-1/discard", "{}"),
        HostileCase.Json("pause of a topic that is not there", "404 `unknown`", "/v1/topics/nope/pause", """{"by":"kim","reason":"why"}"""),
        HostileCase.Json("pause without a reason", "400 `missing`", "/v1/topics/nope/pause", By),
        HostileCase.Json("withdrawal of an event beyond any number", "404 `unknown`", "/v1/topics/nope/events/99999999999999999999/withdraw", """{"by":"kim","reason":"why"}"""),
        HostileCase.Json("withdrawal with an event that is none", "400 `not-an-object`", "/v1/topics/nope/events/1/withdraw", """{"by":"kim","reason":"why","event":[]}"""),
        HostileCase.Json("feed that is not there", "404 `unknown`", "/v1/feeds/nope", "{}"),
    ];

    private static HostileCase Subscription(string name, string code, string url) => HostileCase.Json(name, $"400 `{code}`", "/v1/subscriptions", $$$"""{"url":{{{JsonSerializer.Serialize(url)}}}}""");

    private static string Message(int id) => FormattableString.Invariant($$"""{"messageId":"m{{id}}","type":"track","userId":"tracked","event":"seen"}""");

    private static string Batch(IEnumerable<string> messages) => $$"""{"batch":[{{string.Join(',', messages)}}]}""";

    private static string Journey(string condition) =>
        """{"definitionId":"endless","root":{"type":"Elsa.If","id":"i","condition":{"typeName":"Boolean","expression":{"type":"Cel","value":""" + $"\"{condition}\"" + "}}}}";

    /// <summary>100 kB earn 10,000 errors, not 50,000.</summary>
    private static Task IsNotOverwhelming(HostileScene scene, IReadOnlyList<RawAnswer> answers)
    {
        Assert.Equal(10_000, JsonDocument.Parse(answers[0].Body).RootElement.GetProperty("errors").GetArrayLength());
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
