namespace JourneyOrchestrator.ClientApi.Tests.Access;

/// <summary>Who may do what to a case, at the doors: keys of staff, of roles, of a customer, and of whoever may only send events.</summary>
public sealed class ActorDoorTests(KeyedHost host) : IClassFixture<KeyedHost>, IAsyncLifetime
{
    private const string Journey = """
        {
          "definitionId": "refunding", "name": "Refunding", "version": 1,
          "customProperties": { "journey": {
            "roles": [{ "id": "adviser" }, { "id": "lead" }, { "id": "payer", "customer": true, "hears": ["payment.made"] }],
            "rights": { "cancel": ["lead"], "assignRole": ["lead"], "move": ["lead"] } } },
          "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
          "root": { "id": "stage", "type": "Journey.Stage", "activities": [
            { "id": "propose", "type": "Journey.HumanTask", "order": 1, "role": "adviser", "title": "Propose a refund" },
            { "id": "approve", "type": "Journey.HumanTask", "order": 2, "role": "lead", "title": "Approve it", "outcomes": ["yes", "no"], "priority": 3,
              "fourEyes": { "differsFrom": ["propose"] }, "entryCriteria": [{ "onParts": [{ "source": "propose", "standardEvent": "complete" }] }] },
            { "id": "twice", "type": "Journey.HumanTask", "order": 3, "role": "lead", "title": "Count the money", "fourEyes": true, "itemControl": { "manualActivation": true } },
            { "id": "paid", "type": "Elsa.Event", "order": 4, "eventName": "payment.made" },
            { "id": "late", "type": "Journey.HumanTask", "order": 5, "role": "adviser", "title": "Hurry", "due": "00:00:00", "escalation": { "role": "lead", "priority": 9 }, "itemControl": { "manualActivation": true } }
          ] }
        }
        """;

    private readonly string mark = Guid.NewGuid().ToString("N")[..8];

    private string customer = "", id = "";

    public async Task InitializeAsync()
    {
        await host.PostAsync("/v1/journeys?publish=true", Journey);
        customer = "carla" + mark;
        await host.EventAsync("1", customer, "customer.updated", """{"name":"Carla"}""");
        id = (await host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"refunding","by":"kim"}""")).Json.GetProperty("id").GetString()!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Answer> ActAsync(string? key, string path, string body, HttpMethod? method = null) => host.AsAsync(key ?? host.All, method ?? HttpMethod.Post, $"/v1/cases/{id}/{path}", body);

    private async Task<string> TaskAsync(string node)
    {
        var items = (await host.GetAsync("/v1/cases/" + id)).Json.GetProperty("items").EnumerateArray();
        return $"{id}-t{items.Last(i => i.GetProperty("node").GetString() == node).GetProperty("id").GetInt32()}";
    }

    private async Task<Answer> CompleteAsync(string? key, string node, string body) => await host.AsAsync(key ?? host.All, HttpMethod.Post, $"/v1/tasks/{await TaskAsync(node)}/complete", body);

    private static void IsNoRole(Answer answer, params string[] roles)
    {
        Assert.Equal(403, answer.Status);
        Assert.Equal([("Authorization", "role")], answer.Errors);
        Assert.All(roles, role => Assert.Contains($"'{role}'", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_of_a_role_does_the_work_of_that_role_and_no_other()
    {
        var advisers = await host.AddStaffAsync(null, "adviser");
        IsNoRole(await ActAsync(advisers, "cancel", """{"by":"kim"}"""), "lead");
        IsNoRole(await ActAsync(advisers, "move", """{"to":"approve","by":"kim"}"""), "lead");
        IsNoRole(await ActAsync(advisers, "roles/adviser", """{"who":"kim","by":"kim"}""", HttpMethod.Put), "lead");
        IsNoRole(await ActAsync(advisers, "items/twice/start", """{"by":"kim"}"""), "lead");
        Assert.Equal(200, (await CompleteAsync(advisers, "propose", """{"by":"kim"}""")).Status);
        IsNoRole(await CompleteAsync(advisers, "approve", """{"by":"lea","outcome":"yes"}"""), "lead");
        Assert.Equal(200, (await ActAsync(advisers, "suspend", """{"by":"kim","reason":"waits"}""")).Status);
    }

    [Fact]
    public async Task A_key_of_one_person_acts_as_that_person_only_and_by_roles_that_the_case_gives()
    {
        var kim = await host.AddStaffAsync("kim", "nothing");
        IsNoRole(await CompleteAsync(kim, "propose", "{}"), "adviser");
        var lead = await host.AddStaffAsync("lea", "lead");
        var given = await ActAsync(lead, "roles/adviser", """{"who":"kim","reason":"knows her"}""", HttpMethod.Put);
        Assert.Equal((200, "kim"), (given.Status, given.Json.GetProperty("roles")[0].GetProperty("who").GetString()));
        var other = await CompleteAsync(kim, "propose", """{"by":"lea"}""");
        Assert.Equal(403, other.Status);
        Assert.Equal([("/by", "other-person")], other.Errors);
        Assert.Equal(200, (await CompleteAsync(kim, "propose", "{}")).Status);
        var steps = (await host.GetAsync($"/v1/cases/{id}/explain")).Json.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal("kim", steps.Last(s => s.GetProperty("type").GetString() == "task.completed").GetProperty("rule").GetProperty("by").GetString());
        var assigned = steps.Single(s => s.GetProperty("type").GetString() == "role.assigned");
        Assert.Equal(("lea", "knows her"), (assigned.GetProperty("rule").GetProperty("by").GetString(), assigned.GetProperty("rule").GetProperty("reason").GetString()));
        Assert.Equal(200, (await ActAsync(lead, "roles/adviser", "{}", HttpMethod.Delete)).Status);
        Assert.Equal(409, (await ActAsync(lead, "roles/adviser", "{}", HttpMethod.Delete)).Status);
        Assert.Equal(404, (await ActAsync(lead, "roles/pilot", """{"who":"kim"}""", HttpMethod.Put)).Status);
    }

    [Fact]
    public async Task Four_eyes_are_checked_on_claim_and_completion_and_the_task_says_who_was_first()
    {
        await CompleteAsync(null, "propose", """{"by":"kim"}""");
        var approve = await TaskAsync("approve");
        Assert.Equal(3, (await host.GetAsync("/v1/tasks/" + approve)).Json.GetProperty("priority").GetInt32());
        foreach (var verb in new[] { "claim", "complete" })
        {
            var refused = await host.PostAsync($"/v1/tasks/{approve}/{verb}", """{"by":"kim","outcome":"yes"}""");
            Assert.Equal(409, refused.Status);
            Assert.Contains("kim completed 'propose'", refused.Text, StringComparison.Ordinal);
        }
        Assert.Equal(200, (await host.PostAsync($"/v1/tasks/{approve}/complete", """{"by":"lea","outcome":"yes"}""")).Status);

        await ActAsync(null, "items/twice/start", """{"by":"lea"}""");
        var first = await CompleteAsync(null, "twice", """{"by":"lea"}""");
        Assert.Equal((200, "open", "lea"), (first.Status, first.Json.GetProperty("status").GetString(), first.Json.GetProperty("completedBy")[0].GetString()));
        Assert.Equal(409, (await CompleteAsync(null, "twice", """{"by":"lea"}""")).Status);
        Assert.Equal("done", (await CompleteAsync(null, "twice", """{"by":"lee"}""")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_escalated_task_is_in_the_inbox_of_the_other_role()
    {
        await ActAsync(null, "items/late/start", """{"by":"kim"}""");
        var task = (await host.GetAsync($"/v1/tasks?role=lead&customer={customer}")).Json.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("title").GetString() == "Hurry");
        Assert.Equal((9, 1), (task.GetProperty("priority").GetInt32(), task.GetProperty("escalations").GetInt32()));
        IsNoRole(await CompleteAsync(await host.AddStaffAsync(null, "adviser"), "late", """{"by":"kim"}"""), "lead");
    }

    [Fact]
    public async Task Wrong_states_say_what_is_possible_and_unknown_items_are_404()
    {
        var wrong = await ActAsync(null, "items/propose/reenable", """{"by":"kim"}""");
        Assert.Equal(409, wrong.Status);
        Assert.Contains("The item is active; 'reenable' is not possible then. Possible: terminate, skip, suspend.", wrong.Text, StringComparison.Ordinal);
        var resumed = await ActAsync(null, "resume", """{"by":"kim"}""");
        Assert.Equal(409, resumed.Status);
        Assert.Contains("The case is active; 'resume' is not possible then. Possible: suspend, cancel.", resumed.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await ActAsync(null, "items/nothing/skip", """{"by":"kim"}""")).Status);
        Assert.Equal(404, (await ActAsync(null, "items/propose/move", """{"by":"kim"}""")).Status);
        Assert.Equal(404, (await ActAsync(null, "move", """{"to":"nothing","by":"kim"}""")).Status);
        Assert.Equal(409, (await ActAsync(null, "move", """{"to":"propose","by":"kim"}""")).Status);
        Assert.Equal(400, (await ActAsync(null, "move", """{"to":"approve","by":"kim","endOthers":"yes"}""")).Status);
        Assert.Equal(200, (await ActAsync(null, "move", """{"to":"approve","by":"kim","reason":"agreed on the phone","endOthers":true}""")).Status);
        Assert.Equal(200, (await ActAsync(null, "items/propose/repeat", """{"by":"kim","reason":"again"}""")).Status);
        foreach (var verb in new[] { "suspend", "resume" }) Assert.Equal((verb, 200), (verb, (await ActAsync(null, $"items/propose/{verb}", """{"by":"kim"}""")).Status));
        Assert.Equal(200, (await ActAsync(null, "items/propose/skip", """{"by":"kim"}""")).Status);
        var steps = (await host.GetAsync($"/v1/cases/{id}/explain")).Json.GetProperty("steps").EnumerateArray().Where(s => s.TryGetProperty("rule", out var rule) && rule.TryGetProperty("reason", out _)).ToList();
        Assert.Equal(["agreed on the phone", "again"], steps.Select(s => s.GetProperty("rule").GetProperty("reason").GetString()).Distinct());
    }

    [Fact]
    public async Task An_event_acts_on_a_case_with_a_key_that_may_act_and_only_then()
    {
        string Event(string eventId, string operation) => $$$"""{"specversion":"1.0","id":"{{{eventId}}}","source":"/desk","type":"case.operation.requested","subject":"{{{customer}}}","data":{"operation":"{{{operation}}}","case":"{{{id}}}","reason":"by event"}}""";
        var sender = await host.AddAsync("ingest");
        foreach (var (body, type) in new[] { (Event("op1", "suspend"), EventText.One), ($"[{Event("op1", "suspend")}]", EventText.Batch), (Event("op1", "suspend") + "\n", EventText.Lines) })
        {
            var refused = await host.AsAsync(sender, HttpMethod.Post, "/v1/events", body, type);
            Assert.Contains("\"scope\"", refused.Text, StringComparison.Ordinal);
        }
        Assert.Equal("active", (await host.GetAsync("/v1/cases/" + id)).Json.GetProperty("state").GetString());
        var accepted = await host.PostAsync("/v1/events", Event("op1", "suspend"), EventText.One);
        Assert.Equal((200, 1), (accepted.Status, accepted.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal("suspended", (await host.GetAsync("/v1/cases/" + id)).Json.GetProperty("state").GetString());
        Assert.Equal(1, (await host.PostAsync("/v1/events", Event("op1", "suspend"), EventText.One)).Json.GetProperty("duplicates").GetInt32());
        Assert.Equal(409, (await host.PostAsync("/v1/events", Event("op2", "suspend"), EventText.One)).Status);
        IsNoRole(await host.AsAsync(await host.AddAsync("ingest,act", customer), HttpMethod.Post, "/v1/events", Event("op3", "cancel"), EventText.One), "lead");
        IsNoRole(await host.AsAsync(await host.AddStaffAsync(null, "adviser"), HttpMethod.Post, "/v1/events", Event("op4", "cancel"), EventText.One), "lead");
    }

    [Fact]
    public async Task Events_of_the_payer_reach_the_case_and_a_customer_makes_nobody_a_payer()
    {
        var payer = "paul" + mark;
        IsNoRole(await ActAsync(await host.AddAsync("read,act", customer), "roles/payer", $$"""{"who":"{{payer}}","by":"carla"}""", HttpMethod.Put), "lead");
        var given = await ActAsync(null, "roles/payer", $$"""{"who":"{{payer}}","by":"lea","reason":"pays"}""", HttpMethod.Put);
        Assert.Equal(200, given.Status);
        while ((await host.GetAsync("/v1/customers/" + payer)).Status == 404) await Task.Delay(50);
        await host.EventAsync("p1", payer, "payment.made", """{"amount":12}""");
        for (var tries = 0; ; tries++)
        {
            var items = (await host.GetAsync("/v1/cases/" + id)).Json.GetProperty("items").EnumerateArray();
            if (items.Single(i => i.GetProperty("node").GetString() == "paid").GetProperty("state").GetString() == "completed") break;
            Assert.True(tries < 200);
            await Task.Delay(50);
        }
        Assert.Contains("case.role.event", (await host.GetAsync($"/v1/customers/{customer}/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assistants_keep_to_roles_and_persons()
    {
        async Task<string> CallAsync(string key, string arguments) => (await host.AsAsync(key, HttpMethod.Post, "/mcp",
            $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"complete_task","arguments":{{{arguments}}}}}""")).Json.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;
        var task = await TaskAsync("propose");
        Assert.StartsWith("This needs the role 'adviser' in the case.", await CallAsync(await host.AddAsync("read,act", customer), $$"""{"task":"{{task}}"}"""), StringComparison.Ordinal);
        var kim = await host.AddStaffAsync("kim", "adviser");
        Assert.Contains("by: This key is kim's", await CallAsync(kim, $$"""{"task":"{{task}}","by":"lea"}"""), StringComparison.Ordinal);
        Assert.Contains("is done", await CallAsync(kim, $$"""{"task":"{{task}}"}"""), StringComparison.Ordinal);
        Assert.Contains("kim completed 'propose'", await CallAsync(await host.AddStaffAsync("kim", "lead"), $$"""{"task":"{{await TaskAsync("approve")}}","outcome":"yes"}"""), StringComparison.Ordinal);
    }
}
