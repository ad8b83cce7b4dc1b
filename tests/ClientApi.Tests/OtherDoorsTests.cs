using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class OtherDoorsTests(DoorsHost host) : IClassFixture<DoorsHost>
{
    private async Task<string> CustomerAsync(string id)
    {
        await host.PostAsync("/v1/events", EventText.One, EventText.Good("1", id));
        return "/v1/customers/" + Uri.EscapeDataString(id);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("Ä & ö?#+ €")]
    public async Task A_card_is_found_by_its_exact_id(string id)
    {
        var answer = await host.SendAsync(HttpMethod.Get, await CustomerAsync(id));

        Assert.Equal((200, "application/json", id), (answer.Status, answer.MediaType, answer.Json.GetProperty("id").GetString()));
        Assert.All(new[] { "seq", "at", "traits", "consents", "cases" }, name => Assert.True(answer.Json.TryGetProperty(name, out _)));
    }

    [Theory]
    [InlineData("GET", "/v1/customers/nobody", 404)]
    [InlineData("GET", "/v1/customers/nobody/history", 404)]
    [InlineData("GET", "/v1/customers/nobody/export", 404)]
    [InlineData("DELETE", "/v1/customers/nobody", 404)]
    [InlineData("GET", "/v1/customers/erased", 410)]
    [InlineData("GET", "/v1/cases/77-1", 404)]
    [InlineData("GET", "/v1/cases/x", 404)]
    [InlineData("GET", "/v1/cases/77-1/explain", 404)]
    [InlineData("GET", "/v1/tasks/77-1-t3", 404)]
    [InlineData("GET", "/v1/tasks/none", 404)]
    [InlineData("GET", "/v1/journeys/none", 404)]
    [InlineData("GET", "/v1/journeys/trip/versions/2", 404)]
    [InlineData("GET", "/v1/journeys/trip/versions/x", 404)]
    [InlineData("POST", "/v1/journeys/none/publish", 404)]
    [InlineData("POST", "/v1/dead-letters/1-1-e1/requeue", 404)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/v1/events", 405)]
    [InlineData("PATCH", "/v1/customers", 405)]
    [InlineData("GET", "/v1/stream", 501)]
    [InlineData("POST", "/mcp", 415)]
    [InlineData("GET", "/mcp", 405)]
    [InlineData("DELETE", "/mcp", 405)]
    [InlineData("POST", "/v1/cases/77-1/plan", 404)]
    [InlineData("PUT", "/v1/cases/77-1/file/order", 404)]
    [InlineData("POST", "/v1/cases/77-1/migrate", 404)]
    [InlineData("POST", "/v1/cases/77-1/migrate?dryRun=perhaps", 400)]
    [InlineData("POST", "/v1/journeys/none/migrate", 415)]
    [InlineData("GET", "/v1/journeys/trip/versions/1?format=cmmn", 400)]
    [InlineData("GET", "/v1/journeys/trip/versions/1?format=bpmn", 400)]
    [InlineData("GET", "/v1/customers?limit=0", 400)]
    [InlineData("GET", "/v1/customers?limit=1001", 400)]
    [InlineData("GET", "/v1/customers?after=abc", 400)]
    [InlineData("GET", "/v1/customers/nobody?at=now", 400)]
    [InlineData("GET", "/v1/customers/nobody/history?after=-1", 400)]
    [InlineData("GET", "/v1/tasks?status=lost", 400)]
    public async Task What_is_not_there_or_not_right_is_a_problem(string method, string path, int status)
    {
        var answer = await host.SendAsync(new HttpMethod(method), path);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Json.GetProperty("detail").GetString()!);
        Assert.NotEmpty(answer.Json.GetProperty("title").GetString()!);
    }

    [Fact]
    public async Task Consent_needs_all_its_fields_and_changes_nothing_without_them()
    {
        var path = await CustomerAsync("consenting") + "/consents";
        var before = host.Customers.Commands.Count;
        var answer = await host.SendAsync(HttpMethod.Put, path, """{"purpose":"","granted":"yes","wording":5}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            [("/by", "missing"), ("/channel", "missing"), ("/granted", "wrong-type"), ("/purpose", "empty"), ("/source", "missing"), ("/wording", "wrong-type")],
            answer.Errors.Order());
        Assert.Equal(before, host.Customers.Commands.Count);
    }

    [Fact]
    public async Task Consent_is_handed_on_as_it_came()
    {
        var path = await CustomerAsync("consenting") + "/consents";
        var answer = await host.SendAsync(
            HttpMethod.Put, path, """{"purpose":"reminder","channel":"push","granted":true,"wording":"v3","source":"app","by":"consenting"}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(new Input.SetConsent("reminder", "push", true, "v3", "app", "consenting"), host.Customers.Commands[^1].Command);
    }

    [Theory]
    [InlineData("{", "malformed-json")]
    [InlineData("[]", "not-an-object")]
    [InlineData("{\"by\":\"a\",\"by\":\"b\"}", "duplicate-key")]
    [InlineData("{\"by\":\"\\ud800\"}", "invalid-unicode")]
    [InlineData("{\"by\":1e999}", "number-overflow")]
    public async Task A_body_that_is_no_good_json_object_is_refused(string body, string code)
    {
        var answer = await host.SendAsync(HttpMethod.Put, await CustomerAsync("body") + "/consents", body);

        Assert.Equal((400, code), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task A_body_of_another_type_is_415()
    {
        var answer = await host.PostAsync("/v1/cases", "text/plain", "{}");

        Assert.Equal((415, "application/problem+json"), (answer.Status, answer.MediaType));
    }

    [Fact]
    public async Task A_body_over_1_MiB_is_413_everywhere()
    {
        var large = $$"""{"customer":"{{new string('x', 2 * 1024 * 1024)}}"}""";

        Assert.Equal(413, (await host.PostAsync("/v1/cases", "application/json", large)).Status);
        Assert.Equal(413, (await host.PostAsync("/v1/journeys", "application/json", large)).Status);
    }

    [Theory]
    [InlineData("""{"customer":"starter","journey":"trip","key":""}""", "/key", "empty")]
    [InlineData("""{"customer":"starter","journey":"trip","key":"a\u0000"}""", "/key", "control-character")]
    [InlineData("""{"customer":"starter","journey":"trip","by":""}""", "/by", "empty")]
    public async Task What_may_be_left_out_is_checked_where_it_is_there(string body, string field, string code)
    {
        var answer = await host.PostAsync("/v1/cases", "application/json", body);

        Assert.Equal((400, (field, code)), (answer.Status, answer.Errors.Single()));
    }

    [Fact]
    public async Task A_case_that_its_customer_does_not_have_is_404()
    {
        await CustomerAsync("caseless");
        for (var key = 1; key <= 3; key++)
            Assert.Equal(404, (await host.SendAsync(HttpMethod.Get, $"/v1/cases/{key}-77")).Status);
    }

    [Fact]
    public async Task A_case_of_an_unknown_journey_is_not_started()
    {
        await CustomerAsync("starter");
        var answer = await host.PostAsync("/v1/cases", "application/json", """{"customer":"starter","journey":"none","input":{}}""");

        Assert.Equal((404, "/journey"), (answer.Status, answer.Errors.Single().Field));
    }

    [Fact]
    public async Task A_refused_publication_carries_its_diagnostics()
    {
        var answer = await host.PostAsync("/v1/journeys?publish=true", "application/json", "{}");

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.MediaType));
        var diagnostic = answer.Json.GetProperty("diagnostics")[0];
        Assert.Equal(("J101", "a"), (diagnostic.GetProperty("code").GetString(), diagnostic.GetProperty("node").GetString()));
    }

    [Theory]
    [InlineData("{\"definitionId\":\"a\\u0000\"}", "control-character")]
    [InlineData("{\"a\":1,\"a\":2}", "duplicate-key")]
    [InlineData("{", "malformed-json")]
    [InlineData("[]", "not-an-object")]
    public async Task A_definition_that_is_no_good_json_object_is_refused_even_as_a_draft(string body, string code)
    {
        var answer = await host.PostAsync("/v1/journeys", "application/json", body);

        Assert.Equal((400, code), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task A_draft_is_saved_and_what_is_said_to_be_xml_must_be_xml()
    {
        var draft = await host.PostAsync("/v1/journeys", "application/json", "{}");
        var cmmn = await host.PostAsync("/v1/journeys", "application/xml", "{}");

        Assert.Equal((201, 1), (draft.Status, draft.Json.GetProperty("version").GetInt32()));
        Assert.Equal((400, "malformed-xml"), (cmmn.Status, cmmn.Errors.Single().Code));
    }

    [Theory]
    [InlineData("Host", "evil.example", "host")]
    [InlineData("Host", "127.0.0.1.evil.example", "host")]
    [InlineData("Origin", "http://evil.example", "origin")]
    [InlineData("Origin", "null", "origin")]
    [InlineData("Origin", "http://127.0.0.1:1", "origin")]
    public async Task Another_host_or_origin_is_refused(string header, string value, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live");
        request.Headers.TryAddWithoutValidation(header, value);
        var answer = await host.SendAsync(request);

        Assert.Equal((403, code), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task Our_own_origin_is_fine()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live");
        request.Headers.TryAddWithoutValidation("Origin", $"http://localhost:{host.Client.BaseAddress!.Port}");

        Assert.Equal(200, (await host.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Readiness_follows_the_host()
    {
        host.Customers.Ready = false;
        var not = await host.SendAsync(HttpMethod.Get, "/healthz/ready");
        host.Customers.Ready = true;

        Assert.Equal((503, "not-ready"), (not.Status, not.Errors.Single().Code));
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/healthz/ready")).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/healthz/live")).Status);
    }

    [Fact]
    public async Task The_page_runs_no_foreign_code()
    {
        using var answer = await host.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erased_customer_has_a_receipt()
    {
        var answer = await host.SendAsync(HttpMethod.Delete, await CustomerAsync("leaving"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, answer.Json.GetProperty("removed").GetProperty("entries").GetInt32());
    }
}
