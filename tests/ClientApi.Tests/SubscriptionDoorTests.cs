using JourneyOrchestrator.Silo.Subscriptions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What may be asked of subscriptions, on a host that calls no private addresses.</summary>
public sealed class SubscriptionDoorTests(RealHost host) : IClassFixture<RealHost>
{
    private Task<Answer> PostAsync(string body) => host.PostAsync("/v1/subscriptions", body);

    [Theory]
    [InlineData("""{}""", "/url", "missing")]
    [InlineData("""{"url":""}""", "/url", "empty")]
    [InlineData("""{"url":7}""", "/url", "wrong-type")]
    [InlineData("""{"url":"/hook"}""", "/url", "url")]
    [InlineData("""{"url":"ftp://example.org/hook"}""", "/url", "url")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "/url", "url")]
    [InlineData("""{"url":"https://ada:pw@example.org/"}""", "/url", "user-info")]
    [InlineData("""{"url":"http://127.0.0.1/"}""", "/url", "private-address")]
    [InlineData("""{"url":"http://2130706433/"}""", "/url", "private-address")]
    [InlineData("""{"url":"http://LOCALHOST:99/"}""", "/url", "private-address")]
    [InlineData("""{"url":"http://a.localhost./"}""", "/url", "private-address")]
    [InlineData("""{"url":"http://[::1]/"}""", "/url", "private-address")]
    [InlineData("""{"url":"http://[::ffff:10.0.0.1]/"}""", "/url", "private-address")]
    [InlineData("""{"url":"http://169.254.169.254/latest"}""", "/url", "private-address")]
    [InlineData("""{"url":"https://example.org/","types":"case.started"}""", "/types", "wrong-type")]
    [InlineData("""{"url":"https://example.org/","types":["case.started",1]}""", "/types", "wrong-type")]
    [InlineData("""{"url":"https://example.org/","types":["case.started","variable.set"]}""", "/types/1", "unknown")]
    [InlineData("""{"url":"https://example.org/","journey":"no-such"}""", "/journey", "unknown")]
    [InlineData("""{"url":"https://example.org/","customer":"nobody"}""", "/customer", "unknown")]
    [InlineData("""[1]""", "", "not-an-object")]
    public async Task A_bad_wish_is_refused_and_names_what_is_wrong(string body, string field, string code)
    {
        var answer = await PostAsync(body);

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal([(field, code)], answer.Errors);
        Assert.Empty((await host.GetAsync("/v1/subscriptions")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_url_of_2048_bytes_is_taken_and_a_longer_one_is_not()
    {
        var url = "https://example.org/" + new string('a', 2_028);
        Assert.Equal([("/url", "too-long")], (await PostAsync($$"""{"url":"{{url}}a"}""")).Errors);
        var taken = await PostAsync($$"""{"url":"{{url}}"}""");
        Assert.Equal(201, taken.Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, $"/v1/subscriptions/{taken.Json.GetProperty("id").GetString()}")).Status);
    }

    [Theory]
    [InlineData("case.start", "case.started")]
    [InlineData("milestone.reachd", "milestone.reached")]
    [InlineData("Item.Transitioned", "item.transitioned")]
    public async Task An_unknown_type_is_refused_with_the_nearest_right_name(string type, string meant)
    {
        var answer = await PostAsync($$"""{"url":"https://example.org/","types":["{{type}}"]}""");

        Assert.Equal($"Did you mean '{meant}'?", answer.Json.GetProperty("errors")[0].GetProperty("fix").GetString());
    }

    [Fact]
    public async Task The_secret_is_told_once()
    {
        var made = await PostAsync("""{"url":"https://example.org/hook","types":["case.started","case.started"],"journey":"care-case","description":"The shop"}""");
        var id = made.Json.GetProperty("id").GetString();
        var shown = await host.GetAsync($"/v1/subscriptions/{id}");

        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", made.Json.GetProperty("secret").GetString());
        Assert.DoesNotContain("whsec_", shown.Text + (await host.GetAsync("/v1/subscriptions")).Text, StringComparison.Ordinal);
        Assert.Equal(["case.started"], shown.Json.GetProperty("types").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(("https://example.org/hook", "care-case", null, "The shop", "active"), (Text("url"), Text("journey"), Text("customer"), Text("description"), Text("state")));
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, $"/v1/subscriptions/{id}")).Status);

        string? Text(string name) => shown.Json.GetProperty(name).GetString();
    }

    [Fact]
    public async Task No_secret_is_in_the_files_in_the_clear()
    {
        var secret = (await PostAsync("""{"url":"https://example.org/hook-of-this-test"}""")).Json is var made ? made.GetProperty("secret").GetString()! : "";
        await host.RestartAsync();

        var files = Directory.GetFiles(host.Data).Where(f => Path.GetFileName(f).StartsWith("journal.db", StringComparison.Ordinal)).ToList();
        Assert.Contains(files, f => Holds(f, "https://example.org/hook-of-this-test"u8));
        Assert.DoesNotContain(files, f => Holds(f, System.Text.Encoding.ASCII.GetBytes(secret["whsec_".Length..])) || Holds(f, Convert.FromBase64String(secret["whsec_".Length..])));
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, $"/v1/subscriptions/{made.GetProperty("id").GetString()}")).Status);

        static bool Holds(string file, ReadOnlySpan<byte> text) => File.ReadAllBytes(file).AsSpan().IndexOf(text) >= 0;
    }

    [Fact]
    public async Task More_than_a_host_takes_are_refused()
    {
        host.Settings = settings => settings with { Subscriptions = new SubscriptionOptions { SubscriptionsMax = 1 } };
        await host.RestartAsync();
        var first = await PostAsync("""{"url":"https://example.org/1"}""");
        var second = await PostAsync("""{"url":"https://example.org/2"}""");

        Assert.Equal((201, 409), (first.Status, second.Status));
        Assert.Equal([("", "too-many-subscriptions")], second.Errors);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, $"/v1/subscriptions/{first.Json.GetProperty("id").GetString()}")).Status);
    }

    [Fact]
    public async Task Every_type_is_documented_and_no_other()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(NodeClients.Root, "docs", "webhooks.md"));
        var table = page[page.IndexOf("| type |", StringComparison.Ordinal)..].Split("\n\n")[0];

        Assert.Equal(ChangeTypes.All, table.Split('\n').Skip(2).Select(row => row.Split('`')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fact_is_told_or_stays_inside_on_purpose()
    {
        string[] inside =
        [
            "sentry.onPart", "sentry.fired", "flow.connection", "flow.activity", "flow.token", "variable.set", "variables.set", "output.set", "line.written", "topic.followed", "topic.unfollowed", "topic.seen", "case.called", "sentry.forgot", "role.held", "signal.relayed",
        ];
        Assert.Equal(FactTypes.Names.Append("milestone.reached").Except(inside).Order(StringComparer.Ordinal), ChangeTypes.All);
    }
}
