using System.Diagnostics;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>From HTTP to disk and back, on the real host.</summary>
public sealed class EndToEndTests(RealHost host) : IClassFixture<RealHost>
{
    private readonly string mark = Guid.NewGuid().ToString("N");

    private string Path(string customer) => "/v1/customers/" + customer + mark;

    private Task<Answer> EventAsync(string id, string customer, string type, string data = "{}") => host.EventAsync(id, customer + mark, type, data);

    [Fact]
    public async Task An_acknowledged_event_is_there_after_a_restart_and_its_repeat_counts_once()
    {
        var first = await EventAsync("1", "ada", "customer.updated", """{"name":"Ada","points":7}""");
        await host.RestartAsync();
        var repeat = await EventAsync("1", "ada", "customer.updated", """{"points":7,"name":"Ada"}""");
        var reused = await EventAsync("1", "ada", "customer.updated", """{"name":"Eve"}""");

        Assert.Equal("""{"accepted":1,"duplicates":0,"rejected":[]}""", first.Text);
        Assert.Equal("""{"accepted":0,"duplicates":1,"rejected":[]}""", repeat.Text);
        Assert.Equal((400, "id-reused"), (reused.Status, reused.Errors.Single().Code));
        Assert.Equal("Ada", (await host.GetAsync(Path("ada"))).Json.GetProperty("traits").GetProperty("name").GetString());
        var entry = (await host.GetAsync(Path("ada") + "/history")).Json.GetProperty("items").EnumerateArray().Single();
        var input = entry.GetProperty("input");
        Assert.Equal(("event", "1", "/test", "customer.updated"), (input.GetProperty("kind").GetString(), input.GetProperty("id").GetString(),
            input.GetProperty("source").GetString(), input.GetProperty("type").GetString()));
        Assert.Equal("ada" + mark, entry.GetProperty("subject").GetString());
        Assert.Equal(7, input.GetProperty("data").GetProperty("points").GetInt32());
    }

    [Fact]
    public async Task A_null_trait_is_removed_and_the_past_still_shows_it()
    {
        await EventAsync("1", "bob", "customer.updated", """{"name":"Bob","seat":"4A"}""");
        var then = (await host.GetAsync(Path("bob"))).Json.GetProperty("at").GetString();
        await Task.Delay(2);
        await EventAsync("2", "bob", "customer.updated", """{"seat":null}""");

        var listed = (await host.GetAsync($"/v1/customers?search=bob{mark}")).Json.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("bob" + mark, "Bob"), (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString()));
        Assert.False((await host.GetAsync(Path("bob"))).Json.GetProperty("traits").TryGetProperty("seat", out _));
        var past = await host.GetAsync($"{Path("bob")}?at={then}");
        Assert.Equal(("4A", 1), (past.Json.GetProperty("traits").GetProperty("seat").GetString(), past.Json.GetProperty("seq").GetInt32()));
        Assert.Equal(404, (await host.GetAsync($"{Path("bob")}?at=2001-01-01T00:00:00Z")).Status);
    }

    [Fact]
    public async Task Consent_is_kept_with_its_proof()
    {
        await EventAsync("1", "eve", "customer.consent.changed", """{"purpose":"reminder","channel":"push","granted":true,"wording":"v3"}""");
        var answer = await host.SendAsync(HttpMethod.Put, Path("eve") + "/consents",
            """{"purpose":"reminder","channel":"push","granted":false,"wording":"v4","source":"desk","by":"kim"}""");

        Assert.Equal(200, answer.Status);
        var consent = (await host.GetAsync(Path("eve"))).Json.GetProperty("consents").EnumerateArray().Single();
        Assert.Equal((false, "v4", "desk"), (consent.GetProperty("granted").GetBoolean(), consent.GetProperty("wording").GetString(), consent.GetProperty("source").GetString()));
        Assert.Equal(404, (await host.SendAsync(HttpMethod.Put, Path("nobody") + "/consents",
            """{"purpose":"reminder","channel":"push","granted":false,"wording":"v4","source":"desk","by":"kim"}""")).Status);
    }

    [Fact]
    public async Task An_erased_person_stays_away()
    {
        await EventAsync("1", "zoe", "customer.updated", """{"name":"Zoe"}""");
        var erased = await host.SendAsync(HttpMethod.Delete, Path("zoe"));
        var late = await EventAsync("2", "zoe", "customer.updated", """{"name":"Zoe"}""");
        var batch = await host.PostAsync("/v1/events", $"[{EventText.Good("3", "zoe" + mark)},{EventText.Good("3", "zed" + mark)}]", EventText.Batch);

        Assert.Equal(200, erased.Status);
        Assert.NotEmpty(erased.Json.GetProperty("receipt").GetString()!);
        Assert.Equal((410, "erased"), (late.Status, late.Errors.Single().Code));
        Assert.Equal(1, batch.Json.GetProperty("accepted").GetInt32());
        Assert.Equal("erased", batch.Json.GetProperty("rejected")[0].GetProperty("errors")[0].GetProperty("code").GetString());
        foreach (var path in new[] { "", "/history", "/export" }) Assert.Equal(410, (await host.GetAsync(Path("zoe") + path)).Status);
    }

    [Fact]
    public async Task Deep_data_and_every_script_come_back_as_they_were_sent()
    {
        var data = $$"""{"deep":{{EventText.Nested(63)}},"text":"Ä€😀\u0001\"","max":9223372036854775807,"x":1e-7}""";
        Assert.Equal(200, (await EventAsync("1", "deep", "note", data)).Status);
        await host.RestartAsync();

        var entry = (await host.GetAsync(Path("deep") + "/history")).Json.GetProperty("items")[0];
        using var sent = JsonDocument.Parse(data);
        Assert.True(JsonElement.DeepEquals(sent.RootElement, entry.GetProperty("input").GetProperty("data")));
    }

    [Fact]
    public async Task A_journey_runs_from_its_event_to_its_end_and_explains_itself()
    {
        await PublishAsync("parcel.json");
        await EventAsync("1", "pia", "parcel.sent", $$"""{"parcel":"{{mark}}" }""");
        var published = await host.PostAsync($"/v1/topics/parcel%3A{mark}/events",
            $$"""{"specversion":"1.0","id":"{{mark}}","source":"/depot","type":"parcel.lost","data":{"weight":3} }""", EventText.One);
        var task = await TaskAsync("open");
        var id = task.GetProperty("id").GetString();

        Assert.Equal(200, published.Status);
        Assert.Equal(("Search " + mark, "depot"), (task.GetProperty("title").GetString(), task.GetProperty("role").GetString()));
        Assert.Equal(200, (await host.PostAsync($"/v1/tasks/{id}/claim", """{"by":"kim"}""")).Status);
        var noOutcome = await host.PostAsync($"/v1/tasks/{id}/complete", """{"by":"kim","outcome":"eaten"}""");
        Assert.Equal((400, ("/outcome", "unknown-outcome")), (noOutcome.Status, noOutcome.Errors.Single()));
        Assert.Equal(409, (await host.PostAsync($"/v1/tasks/{id}/claim", """{"by":"lee"}""")).Status);
        Assert.Equal(409, (await host.PostAsync($"/v1/tasks/{id}/complete", """{"by":"lee","outcome":"found"}""")).Status);
        var done = await host.PostAsync($"/v1/tasks/{id}/complete", """{"by":"kim","outcome":"found","data":{"shelf":9}}""");
        Assert.Equal((200, "done"), (done.Status, done.Json.GetProperty("status").GetString()));
        Assert.Equal(id, (await TaskAsync("done")).GetProperty("id").GetString());
        Assert.Equal(0, (await host.GetAsync($"/v1/tasks?status=open&customer=pia{mark}")).Json.GetProperty("items").GetArrayLength());

        var found = (await host.GetAsync(Path("pia"))).Json.GetProperty("cases")[0];
        Assert.Equal(("parcel", "Searched"), (found.GetProperty("journey").GetString(), found.GetProperty("milestones")[0].GetProperty("name").GetString()));
        var steps = (await host.GetAsync($"/v1/cases/{found.GetProperty("id").GetString()}/explain")).Json.GetProperty("steps").EnumerateArray().ToList();
        Assert.All(steps, step => Assert.NotEmpty(step.GetProperty("input").GetProperty("kind").GetString()!));
        Assert.Contains(steps, step => step.TryGetProperty("rule", out var rule) && rule.TryGetProperty("reads", out var reads)
            && reads.EnumerateArray().Any(read => read.GetProperty("path").GetString() == "signal.data.weight" && read.GetProperty("value").GetInt32() == 3));
    }

    [Fact]
    public async Task A_case_is_started_by_hand_suspended_resumed_and_cancelled()
    {
        await PublishAsync("parcel.json");
        await EventAsync("1", "sam", "customer.updated");
        var started = await host.PostAsync("/v1/cases", $$"""{"customer":"sam{{mark}}","journey":"parcel","key":"{{mark}}","input":{} }""");
        Assert.Equal(201, started.Status);
        var path = "/v1/cases/" + started.Json.GetProperty("id").GetString();

        Assert.Equal(409, (await host.PostAsync(path + "/resume", """{"by":"kim"}""")).Status);
        Assert.Equal("suspended", (await host.PostAsync(path + "/suspend", """{"by":"kim","reason":"waits"}""")).Json.GetProperty("state").GetString());
        Assert.Equal("active", (await host.PostAsync(path + "/resume", """{"by":"kim"}""")).Json.GetProperty("state").GetString());
        Assert.Equal("terminated", (await host.PostAsync(path + "/cancel", """{"by":"kim"}""")).Json.GetProperty("state").GetString());
        Assert.Equal(409, (await host.PostAsync(path + "/suspend", """{"by":"kim"}""")).Status);
        Assert.Equal(404, (await host.PostAsync(path + "/items/none/retry", """{"by":"kim"}""")).Status);
        Assert.Equal(400, (await host.PostAsync(path + "/close", "{}")).Status);
        Assert.Equal(404, (await host.PostAsync("/v1/cases", """{"customer":"nobody","journey":"parcel","input":{}}""")).Status);
    }

    [Fact]
    public async Task A_task_of_a_case_that_was_cancelled_or_closed_is_in_nobodys_inbox()
    {
        await PublishAsync("parcel.json");
        foreach (var (customer, verbs) in new[] { ("can", new[] { "cancel", "reopen" }), ("clo", ["suspend", "close"]) })
        {
            await EventAsync("1", customer, "parcel.sent", $$"""{"parcel":"{{customer}}{{mark}}" }""");
            await host.PostAsync($"/v1/topics/parcel%3A{customer}{mark}/events",
                $$"""{"specversion":"1.0","id":"{{customer}}{{mark}}","source":"/depot","type":"parcel.lost","data":{"weight":3} }""", EventText.One);
            var list = $"/v1/tasks?customer={customer}{mark}";
            var task = await FirstAsync(list, _ => true);
            foreach (var verb in verbs)
                Assert.Equal(200, (await host.PostAsync($"/v1/cases/{task.GetProperty("caseId").GetString()}/{verb}", """{"by":"kim"}""")).Status);

            Assert.Equal(0, (await host.GetAsync(list)).Json.GetProperty("items").GetArrayLength());
            Assert.Equal(0, (await host.GetAsync(list + "&status=open")).Json.GetProperty("items").GetArrayLength());
            Assert.Equal(409, (await host.PostAsync($"/v1/tasks/{task.GetProperty("id").GetString()}/claim", """{"by":"kim"}""")).Status);
        }
    }

    [Fact]
    public async Task Keys_that_are_lost_or_damaged_are_refused_and_not_taken_for_erasure()
    {
        await EventAsync("1", "kay", "customer.updated");
        var keys = System.IO.Path.Combine(host.Data, "keys.db");
        var runs = new List<SiloRun>();
        await host.WhileClosedAsync(async () =>
        {
            File.Move(keys, keys + ".kept");
            runs.Add(await SiloRun.RunAsync("verify", "--data", host.Data));
            await File.WriteAllTextAsync(keys, new string('x', 4096));
            runs.Add(await SiloRun.RunAsync("verify", "--data", host.Data));
            File.Move(keys + ".kept", keys, overwrite: true);
        });

        Assert.All(runs, run => Assert.True(run.Code == 2 && run.Error.Contains("keys.db", StringComparison.Ordinal), run.Output + run.Error));
        Assert.Equal(200, (await host.GetAsync(Path("kay"))).Status);
    }

    [Fact]
    public async Task An_endless_loop_is_an_incident_of_its_case_alone()
    {
        await PublishAsync("loop.json");
        var begun = await EventAsync("1", "lou", "loop.begin");
        var other = await EventAsync("2", "lou", "customer.updated", """{"name":"Lou"}""");

        Assert.Equal((200, 200), (begun.Status, other.Status));
        var card = (await host.GetAsync(Path("lou"))).Json;
        Assert.Equal("Lou", card.GetProperty("traits").GetProperty("name").GetString());
        var incident = card.GetProperty("cases")[0].GetProperty("incidents")[0];
        Assert.NotEmpty(incident.GetProperty("message").GetString()!);
        var id = card.GetProperty("cases")[0].GetProperty("id").GetString();
        var skipped = await host.PostAsync($"/v1/cases/{id}/items/{incident.GetProperty("itemId").GetInt32()}/terminate", """{"by":"kim","reason":"endless"}""");
        Assert.True(skipped.Status == 200, skipped.Text);
        Assert.Equal(0, skipped.Json.GetProperty("incidents").GetArrayLength());
    }

    [Fact]
    public async Task A_webhook_to_a_private_address_becomes_a_dead_letter_that_can_be_queued_again()
    {
        await PublishAsync("hook.json");
        await EventAsync("1", "hal", "hook.begin");
        var letter = await FirstAsync("/v1/dead-letters", item => item.GetProperty("customer").GetString() == "hal" + mark);

        Assert.Equal("webhook", letter.GetProperty("kind").GetString());
        Assert.Contains("private", letter.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await host.PostAsync($"/v1/dead-letters/{letter.GetProperty("id").GetString()}/requeue", "")).Status);
        Assert.Equal(404, (await host.PostAsync("/v1/dead-letters/none/requeue", "")).Status);
    }

    [Fact]
    public async Task A_journey_with_errors_is_not_published_and_changes_nothing()
    {
        var before = (await host.GetAsync("/v1/journeys")).Text;
        var answer = await host.PostAsync("/v1/journeys?publish=true", """{"definitionId":"bad","name":"Bad","root":{"id":"x","type":"Acme.Unknown","version":1}}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Json.GetProperty("diagnostics").EnumerateArray(), d => d.GetProperty("node").GetString() == "x");
        Assert.Equal(before, (await host.GetAsync("/v1/journeys")).Text);
    }

    [Fact]
    public async Task Verify_folds_every_journal_of_a_stopped_host_and_refuses_a_running_one()
    {
        for (var i = 0; i < 150; i++) await EventAsync(i.ToString(System.Globalization.CultureInfo.InvariantCulture), "vic", "customer.updated", $$"""{"n":{{i}}}""");
        var running = await SiloRun.RunAsync("verify", "--data", host.Data);
        SiloRun? stopped = null;
        await host.WhileClosedAsync(async () => stopped = await SiloRun.RunAsync("verify", "--data", host.Data));

        Assert.Equal(2, running.Code);
        Assert.True(stopped!.Code == 0, stopped.Output + stopped.Error);
        Assert.Matches("[1-9][0-9]* snapshots compared, 0 wrong", stopped.Output);
    }

    [Fact]
    public async Task A_second_host_on_the_same_directory_and_an_open_address_are_refused_with_2()
    {
        var second = await SiloRun.RunAsync("--urls", "http://127.0.0.1:0", "--data", host.Data);
        var open = await SiloRun.RunAsync("--urls", "http://0.0.0.0:0", "--data", host.Data + "-other");

        Assert.Equal((2, 2), (second.Code, open.Code));
        Assert.Contains("in use", second.Error, StringComparison.Ordinal);
        Assert.Contains("other machines", open.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(host.Data + "-other"));
    }

    private async Task PublishAsync(string file)
    {
        var json = await File.ReadAllTextAsync(System.IO.Path.Combine(AppContext.BaseDirectory, file));
        var saved = await host.PostAsync("/v1/journeys?publish=true", json);
        Assert.True(saved.Status == 201, saved.Text);
    }

    private Task<JsonElement> TaskAsync(string status) => FirstAsync($"/v1/tasks?role=depot&status={status}&customer=pia{mark}", _ => true);

    /// <summary>Asks until an item of a list is there.</summary>
    private async Task<JsonElement> FirstAsync(string list, Func<JsonElement, bool> wanted)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(20))
            foreach (var item in (await host.GetAsync(list)).Json.GetProperty("items").EnumerateArray())
                if (wanted(item)) return item;
        throw new TimeoutException("It never came: " + list);
    }
}
