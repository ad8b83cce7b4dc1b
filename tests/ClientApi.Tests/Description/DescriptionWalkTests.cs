using System.Text.Json.Nodes;

namespace JourneyOrchestrator.ClientApi.Tests.Description;

/// <summary>Makes every call of the document with the document's own examples, on a real host; each answers with success what it says.</summary>
public sealed class DescriptionWalkTests(WalkedHost walked) : IClassFixture<WalkedHost>
{
    private readonly HashSet<string> made = [];
    private ApiContract contract = null!;

    [Fact]
    public async Task Every_call_can_be_made_as_its_example_says()
    {
        contract = new ApiContract((await walked.Host.GetAsync("/openapi/v1.json")).Text);
        await CustomersAsync();
        await CasesAsync();
        await PlanningAsync();
        await PeopleAsync();
        await TasksAsync();
        await DesignAsync();
        await OperationsAsync();
        await TopicsAsync();
        foreach (var call in new[] { "track", "identify", "page", "screen", "group", "alias", "sendTrackingBatch", "mcp", "exportCustomer", "eraseCustomer" }) await CallAsync(call);
        Assert.Equal(contract.Operations.Select(call => call.Id).Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    private async Task CustomersAsync()
    {
        foreach (var call in new[] { "sendEvents", "sendTopicEvents", "listCustomers", "getCustomerCard", "setConsent", "getCustomerHistory", "getCustomerReads", "streamCustomer", "streamAll" })
            await CallAsync(call);
        foreach (var mediaType in new[] { "application/cloudevents-batch+json", "application/x-ndjson" }) await CallAsync("sendEvents", mediaType: mediaType);
    }

    private async Task CasesAsync()
    {
        var id = (await CallAsync("startCase"))["id"]!.ToString();
        foreach (var call in new[] { "getCase", "explainCase", "suspendCase", "resumeCase", "cancelCase", "reopenCase", "cancelCase", "closeCase" }) await CallAsync(call, ("id", id));
    }

    /// <summary>The journey whose items the examples of planning and of the case file name.</summary>
    private const string Visit = """
        <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="http://example.org"><case id="visit"><caseFileModel><caseFileItem id="order" name="order"/></caseFileModel>
        <casePlanModel id="model"><planItem id="talk" definitionRef="task"/><planningTable><discretionaryItem id="flowers" name="Send flowers" definitionRef="task"/></planningTable><humanTask id="task"/></casePlanModel></case></definitions>
        """;

    private async Task PlanningAsync()
    {
        Assert.Equal(201, (await walked.Host.PostAsync("/v1/journeys?publish=true", Visit, "application/xml")).Status);
        var id = ("id", (await CallAsync("startCase", body: """{"customer":"ada","journey":"visit"}"""))["id"]!.ToString());
        Assert.Equal("flowers", (await CallAsync("getCase", id))["plannable"]![0]!["item"]!.ToString());
        await CallAsync("planItem", id);
        Assert.Equal("order", (await CallAsync("writeCaseFileItem", id))["file"]![0]!["item"]!.ToString());
    }

    /// <summary>On a journey that has what the examples name.</summary>
    private async Task PeopleAsync()
    {
        const string Journey = """
            { "definitionId": "walked", "name": "Walked", "version": 1, "customProperties": { "journey": { "roles": [{ "id": "payer", "customer": true, "hears": ["payment.made"] }] } },
              "root": { "id": "stage", "type": "Journey.Stage", "activities": [{ "id": "callBack", "type": "Journey.HumanTask", "role": "payer", "title": "Call", "itemControl": { "manualActivation": true } }] } }
            """;
        Assert.Equal(201, (await walked.Host.PostAsync("/v1/journeys?publish=true", Journey)).Status);
        var id = ("id", (await CallAsync("startCase", body: """{"customer":"ada","journey":"walked"}"""))["id"]!.ToString());
        foreach (var call in new[] { "moveCase", "assignRole", "withdrawRole" }) await CallAsync(call, id);
    }

    private async Task TasksAsync()
    {
        var task = await walked.FirstAsync("/v1/tasks?role=care");
        var (id, caseId) = (("id", task.GetProperty("id").GetString()!), ("id", task.GetProperty("caseId").GetString()!));
        foreach (var call in new[] { "listTasks", "getTask", "claimTask", "delegateTask" }) await CallAsync(call, id);
        await CallAsync("releaseTask", body: """{"by":"lee"}""", inPath: id);
        foreach (var call in new[] { "claimTask", "completeTask" }) await CallAsync(call, id);
        await CallAsync("actOnItem", caseId, ("item", "callBack"), ("action", "reenable"), expected: 409);
        var other = (await CallAsync("startCase", body: """{"customer":"cleo","journey":"care-case","key":"RT7K2Q9C"}"""))["id"]!.ToString();
        await CallAsync("actOnItem", ("id", other), ("item", "requested"), ("action", "terminate"));
    }

    private async Task DesignAsync()
    {
        await CallAsync("saveJourney");
        await CallAsync("saveJourney", query: "");
        await CallAsync("publishJourney", ("id", "hello"));
        foreach (var call in new[] { "listJourneys", "getJourney", "getJourneyVersion" }) await CallAsync(call);
        var moving = ("id", (await CallAsync("startCase", body: """{"customer":"cleo","journey":"hello","version":1}"""))["id"]!.ToString());
        await CallAsync("migrateCases", ("id", "hello"));
        await CallAsync("migrateCase", moving);
        await CallAsync("migrateCase", query: "", inPath: moving);
    }

    private async Task OperationsAsync()
    {
        foreach (var call in new[] { "getLive", "getReady", "listFeeds", "getFeed", "pushFeed" }) await CallAsync(call);
        var letter = await walked.FirstAsync("/v1/dead-letters");
        await CallAsync("listDeadLetters");
        await CallAsync("requeueDeadLetter", ("id", letter.GetProperty("id").GetString()!));
        foreach (var call in new[] { "replaySetAside", "discardSetAside" })
        {
            await CallAsync("listSetAside", query: "");
            await CallAsync(call, ("id", (await walked.FirstAsync("/v1/set-aside")).GetProperty("id").GetString()!));
        }
        var id = ("id", (await CallAsync("addSubscription", body: $$"""{"url":"{{WalkedHost.Nowhere}}"}"""))["id"]!.ToString());
        foreach (var call in new[] { "listSubscriptions", "getSubscription", "pauseSubscription", "resumeSubscription", "testSubscription", "rotateSubscription", "removeSubscription" }) await CallAsync(call, id);
    }

    /// <summary>While the topic is paused its event is on its way as long as this takes.</summary>
    private async Task TopicsAsync()
    {
        const string Journey = """
            { "definitionId": "walker", "name": "Walker", "version": 1, "root": { "id": "all", "type": "Elsa.Sequence", "version": 1, "activities": [
              { "id": "follow", "type": "Journey.FollowTopic", "version": 1, "topic": { "typeName": "String", "expression": { "type": "Literal", "value": "walked" } } },
              { "id": "wait", "type": "Elsa.Event", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "over" } } } ] } }
            """;
        Assert.Equal(201, (await walked.Host.PostAsync("/v1/journeys?publish=true", Journey)).Status);
        await CallAsync("startCase", body: """{"customer":"ada","journey":"walker"}""");
        var topic = ("topic", "walked");
        await CallAsync("pauseTopic", topic);
        await CallAsync("sendTopicEvents", topic);
        foreach (var call in new[] { "listFanOuts", "listPauses", "listTopicEvents", "listTopicActs" }) Assert.Single((await CallAsync(call, topic))["items"]!.AsArray());
        foreach (var call in new[] { "pauseTopicEvent", "resumeTopicEvent" }) await CallAsync(call, topic);
        Assert.Equal("2", (await CallAsync("withdrawTopicEvent", topic))["followUp"]!.ToString());
        await CallAsync("resumeTopic", topic);
    }

    private Task<JsonNode> CallAsync(string id, params (string Name, string Value)[] inPath) => CallAsync(id, null, null, null, 0, inPath);

    private Task<JsonNode> CallAsync(string id, (string, string) first, (string, string) second, (string, string) third, int expected = 0) => CallAsync(id, null, null, null, expected, first, second, third);

    /// <summary>Makes a call with what the document has as examples, but for what is given here.</summary>
    /// <param name="query">Instead of all query parameters of the example.</param>
    /// <param name="expected">The status; 0: the one of success.</param>
    private async Task<JsonNode> CallAsync(
        string id, string? body = null, string? query = null, string? mediaType = null, int expected = 0, params (string Name, string Value)[] inPath)
    {
        var call = contract.Operations.Single(call => call.Id == id);
        made.Add(id);
        var parameters = (call.Json["parameters"]?.AsArray() ?? []).Select(p => contract.Resolve(p)!.AsObject()).ToList();
        var path = parameters.Where(p => p["in"]!.ToString() == "path").Aggregate(call.Path, (path, p) => path.Replace(
            $"{{{p["name"]}}}", Uri.EscapeDataString(inPath.FirstOrDefault(given => given.Name == p["name"]!.ToString()).Value ?? p["example"]!.ToString()), StringComparison.Ordinal));
        query ??= string.Join('&', parameters.Where(p => p["in"]!.ToString() == "query").Select(p => $"{p["name"]}={Uri.EscapeDataString(p["example"]!.ToString())}"));
        var contents = call.Json["requestBody"]?["content"]?.AsObject();
        mediaType ??= contents?.First().Key ?? "application/json";
        var example = contents?[mediaType]!["example"]!;
        body ??= example is JsonValue text && text.TryGetValue(out string? lines) ? lines : example?.ToJsonString();
        if (id.StartsWith("stream", StringComparison.Ordinal)) return await StreamAsync(path + "?" + query);

        var answer = await walked.Host.SendAsync(new HttpMethod(call.Method), path + (query.Length > 0 ? "?" + query : ""), body, mediaType);
        var success = int.Parse(call.Json["responses"]!.AsObject().First().Key, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(answer.Status == (expected == 0 ? success : expected), $"{call} {path}: {answer.Status} {answer.Text}\n{body}");
        return JsonNode.Parse(answer.Text)!;
    }

    private async Task<JsonNode> StreamAsync(string path)
    {
        using var client = new HttpClient(new ContractHandler()) { BaseAddress = walked.Host.Address };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((200, "text/event-stream"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        return new JsonObject();
    }
}
