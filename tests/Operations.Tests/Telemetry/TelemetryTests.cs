using System.Text;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>The real host and a collector that decodes what it is sent.</summary>
public sealed class TelemetryTests(TracedHost host) : IClassFixture<TracedHost>
{
    private const int Server = 2, Client = 3, Producer = 4, Consumer = 5;

    [Fact]
    public async Task A_signal_can_be_followed_to_its_webhook()
    {
        var call = await host.FindAsync(span => span.Name == "POST /v1/events" && span.Trace == TracedHost.CallerTrace);
        Assert.Equal((TracedHost.CallerSpan, Server, "/v1/events", "200", "POST"), (call.Parent, call.Kind, call.Tag("http.route"), call.Tag("http.response.status_code"), call.Tag("http.request.method")));

        var turn = await host.FindAsync(span => span.Parent == call.Id);
        Assert.Equal(("process event", Consumer, "traced.begin", "process", "accepted"), (turn.Name, turn.Kind, turn.Tag("cloudevents.event_type"), turn.Tag("messaging.operation.type"), turn.Tag("journey.outcome")));
        var commit = await host.FindAsync(span => span.Parent == turn.Id && span.Name == "COMMIT journal");
        Assert.Equal((Client, "sqlite", "COMMIT"), (commit.Kind, commit.Tag("db.system.name"), commit.Tag("db.operation.name")));
        Assert.True(turn.Start <= commit.Start && commit.End <= turn.End, "The turn lasts until it is on disk.");

        var webhook = await host.FindAsync(span => span.Parent == turn.Id && span.Name == "POST");
        Assert.Equal((Client, "127.0.0.1", $"{host.Hooks.Port}", "200", "sent"),
            (webhook.Kind, webhook.Tag("server.address"), webhook.Tag("server.port"), webhook.Tag("http.response.status_code"), webhook.Tag("journey.outcome")));
        Assert.Equal($"00-{TracedHost.CallerTrace}-{webhook.Id}-01", host.Hooks.Calls.First(hook => hook.Path.StartsWith("/hook", StringComparison.Ordinal)).TraceParent);
        Assert.Equal("process command", (await host.FindAsync(span => span.Parent == webhook.Id)).Name);
    }

    [Fact]
    public async Task A_signal_to_another_customer_goes_on_in_the_same_trace()
    {
        var send = await host.FindAsync(span => span.Name == "send internal" && span.Trace == TracedHost.CallerTrace);
        Assert.Equal(Producer, send.Kind);
        Assert.Equal("process internal", (await host.FindAsync(span => span.Parent == send.Id && span.Tag("journey.input.kind") == "internal")).Name);
    }

    [Fact]
    public async Task A_timer_begins_a_trace_of_its_own_that_is_linked_with_the_turn_that_set_it()
    {
        var set = await host.FindAsync(span => span.Trace == TracedHost.CallerTrace && span.Name == "process event");
        var fired = await host.FindAsync(span => span.Name == "process timer" && span.Links.Contains((set.Trace, set.Id)));

        Assert.NotEqual(set.Trace, fired.Trace);
        Assert.Equal("", fired.Parent);
        Assert.Equal("sent", (await host.FindAsync(span => span.Parent == fired.Id && span.Name == "POST")).Tag("journey.outcome"));
    }

    [Fact]
    public async Task Turns_of_followers_are_linked_with_the_publishing_of_the_topic_event()
    {
        var publish = await host.FindAsync(span => span.Name == "publish topic" && span.Trace == TracedHost.PublisherTrace);
        Assert.Equal("parcel:{id}", publish.Tag("messaging.destination.template"));
        Assert.Equal("traced.moved", (await host.FindAsync(span => span.Name == "process topic" && span.Links.Contains((publish.Trace, publish.Id)))).Tag("cloudevents.event_type"));
    }

    [Fact]
    public async Task What_a_feed_is_sent_is_told_under_the_trace_of_its_sender()
    {
        var call = await host.FindAsync(span => span.Name == "POST /v1/feeds/{name}" && span.Trace == TracedHost.SenderTrace);
        var feed = await host.FindAsync(span => span.Name == "process feed" && span.Trace == TracedHost.SenderTrace && span.Tag("journey.feed") == "depot");
        Assert.Equal((TracedHost.CallerSpan, Server, Consumer, "told", "1"), (call.Parent, call.Kind, feed.Kind, feed.Tag("journey.outcome"), feed.Tag("messaging.batch.message_count")));
        Assert.Equal("POST /v1/feeds/{name}", (await host.FindAsync(span => span.Id == feed.Parent)).Name);
        Assert.Equal(("journey", "process", "process", "feeds"),
            (feed.Tag("messaging.system"), feed.Tag("messaging.operation.name"), feed.Tag("messaging.operation.type"), feed.Tag("messaging.destination.name")));
        await AssertFollowedAsync(feed);
    }

    [Fact]
    public async Task A_feed_that_is_asked_for_begins_a_trace_that_its_followers_are_linked_with()
    {
        var feed = await host.FindAsync(span => span.Name == "process feed" && span.Tag("journey.feed") == "yard" && span.Tag("journey.outcome") == "told");
        Assert.Equal(("", Consumer, "1"), (feed.Parent, feed.Kind, feed.Tag("messaging.batch.message_count")));
        await AssertFollowedAsync(feed);
        Assert.NotEqual(feed.Trace, (await host.FindAsync(span => span.Name == "process feed" && span.Tag("journey.feed") == "yard" && span.Tag("journey.outcome") == "unchanged")).Trace);
    }

    private async Task AssertFollowedAsync(Span feed)
    {
        var publish = await host.FindAsync(span => span.Parent == feed.Id && span.Name == "publish topic");
        Assert.Equal((Producer, "parcel:{id}"), (publish.Kind, publish.Tag("messaging.destination.template")));
        var turn = await host.FindAsync(span => span.Name == "process topic" && span.Links.Contains((publish.Trace, publish.Id)));
        Assert.Equal(("", "traced.moved", "accepted"), (turn.Parent, turn.Tag("cloudevents.event_type"), turn.Tag("journey.outcome")));
        Assert.True(feed.Start <= publish.Start && publish.End <= feed.End, "The feed is read when what it says is on disk.");
    }

    [Fact]
    public async Task The_turn_of_a_customer_that_a_feed_names_is_part_of_reading_it()
    {
        var feed = await host.FindAsync(span => span.Name == "process feed" && span.Tag("journey.feed") == "desk");
        var turn = await host.FindAsync(span => span.Parent == feed.Id && span.Name == "process event");
        Assert.Equal((feed.Trace, "customer.updated", "accepted"), (turn.Trace, turn.Tag("cloudevents.event_type"), turn.Tag("journey.outcome")));
    }

    [Fact]
    public async Task A_feed_that_can_not_be_used_fails_and_its_server_is_told_nothing_of_the_trace()
    {
        var feed = await host.FindAsync(span => span.Name == "process feed" && span.Tag("journey.feed") == "mute");
        Assert.Equal(("failed", "failed", 2), (feed.Tag("journey.outcome"), feed.Tag("error.type"), feed.Status));
        Assert.Null(host.Hooks.Calls.First(call => call.Path == "/mute").TraceParent);
    }

    [Fact]
    public async Task The_trace_that_an_event_brings_goes_before_that_of_the_call()
    {
        var turn = await host.FindAsync(span => span.Trace == TracedHost.EventTrace && span.Parent == TracedHost.EventSpan);
        Assert.Equal("process event", turn.Name);
        var call = await host.FindAsync(span => span.Kind == Server && turn.Links.Contains((span.Trace, span.Id)));
        Assert.Equal("POST /v1/events", call.Name);
    }

    [Theory]
    [InlineData("journey.turns", "{turn}", "sum")]
    [InlineData("journey.incidents", "{incident}", "sum")]
    [InlineData("db.client.operation.duration", "s", "histogram")]
    [InlineData("journey.commit.turns", "{turn}", "histogram")]
    [InlineData("journey.commit.size", "By", "sum")]
    [InlineData("journey.timer.lag", "s", "histogram")]
    [InlineData("journey.topic.lag", "s", "histogram")]
    [InlineData("journey.topic.told", "{customer}", "sum")]
    [InlineData("journey.outbox.tries", "{try}", "sum")]
    [InlineData("journey.outbox.age", "s", "histogram")]
    [InlineData("journey.subscription.tries", "{try}", "sum")]
    [InlineData("journey.subscription.lag", "{entry}", "gauge")]
    [InlineData("journey.feed.freshness", "s", "gauge")]
    [InlineData("journey.outbox.depth", "{effect}", "gauge")]
    [InlineData("journey.dead_letters", "{effect}", "gauge")]
    [InlineData("journey.set_aside", "{input}", "gauge")]
    [InlineData("journey.disk.free", "By", "gauge")]
    [InlineData("journey.timer.overdue", "s", "gauge")]
    [InlineData("journey.outbox.overdue", "s", "gauge")]
    [InlineData("journey.topic.open", "{event}", "gauge")]
    [InlineData("journey.erasures.open", "{erasure}", "gauge")]
    [InlineData("journey.clock.offset", "s", "gauge")]
    [InlineData("journey.shed", "{input}", "sum")]
    [InlineData("journey.queue.depth", "{input}", "gauge")]
    [InlineData("journey.ready", "{host}", "gauge")]
    [InlineData("journey.customers", "{customer}", "gauge")]
    [InlineData("journey.customers.active", "{customer}", "gauge")]
    [InlineData("journey.customers.memory", "By", "gauge")]
    [InlineData("journey.entries", "{entry}", "gauge")]
    [InlineData("journey.timers", "{timer}", "gauge")]
    [InlineData("http.server.request.duration", "s", "histogram")]
    public async Task It_is_measured(string name, string unit, string shape)
    {
        var metric = await host.MetricAsync(name);

        Assert.Equal((unit, shape), (metric.Unit, metric.Shape));
        Assert.NotEmpty(metric.Points);
    }

    [Fact]
    public async Task Turns_are_counted_by_kind_and_outcome_requests_by_route_and_freshness_by_feed()
    {
        Assert.Contains((await host.MetricAsync("journey.turns")).Points, point => point["journey.input.kind"] == "event" && point["journey.outcome"] == "accepted");
        Assert.Contains((await host.MetricAsync("journey.outbox.tries")).Points, point => point["journey.effect.kind"] == "webhook" && point["journey.outcome"] == "sent");
        Assert.Contains((await host.MetricAsync("journey.subscription.tries")).Points, point => point["journey.subscription"].StartsWith("sub_", StringComparison.Ordinal) && point["journey.outcome"] == "sent");
        // The mute one has never said anything, so nothing of it has an age.
        Assert.Equal(["depot", "desk", "yard"], (await host.MetricAsync("journey.feed.freshness", points: 3)).Points.Select(point => point["journey.feed"]).Order(StringComparer.Ordinal));
        Assert.Contains((await host.MetricAsync("http.server.request.duration")).Points, point => point.GetValueOrDefault("http.route") == "/v1/events");
    }

    [Fact]
    public async Task A_slow_transaction_can_be_followed_to_a_trace()
    {
        var metric = await host.MetricAsync(metric => metric.Name == "db.client.operation.duration" && metric.Exemplars.Count > 0);
        var (trace, id) = metric.Exemplars[0];
        Assert.Equal("COMMIT journal", (await host.FindAsync(span => span.Trace == trace && span.Id == id)).Name);
    }

    [Fact]
    public async Task Logs_are_sent_with_their_severity_event_and_fields()
    {
        var log = await host.LogAsync(log => log.Body.Contains("Published rail-trip", StringComparison.Ordinal));
        Assert.Equal(("Info", "JourneyPublished", "rail-trip", "1"), (log.Severity[..4], log.Event, log.Tags["Journey"], log.Tags["Version"]));
    }

    [Fact]
    public async Task Everything_names_the_service_and_what_the_environment_adds()
    {
        await host.MetricAsync("journey.turns");
        Assert.All(Otlp.Resources(host.Collector.Calls), resource => Assert.Equal(("night-train", "test"), (resource["service.name"], resource["deployment.environment.name"])));
    }

    [Fact]
    public async Task Nothing_of_a_person_is_in_it()
    {
        await host.FindAsync(span => span.Name == "process topic");
        await host.MetricAsync("journey.incidents");
        await host.LogAsync(_ => true);
        foreach (var call in host.Collector.Calls)
            foreach (var trace in TracedHost.Personal)
                Assert.True(call.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) < 0, $"'{trace}' was sent to {call.Path}.");
        Assert.Contains(host.Hooks.Calls, hook => TracedHost.Personal.Any(trace => hook.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0));
    }

    [Fact]
    public async Task Every_name_is_documented()
    {
        await host.MetricAsync("journey.incidents");
        await host.FindAsync(span => span.Name == "process topic");
        var page = await File.ReadAllTextAsync(Path.Combine(Files.Root, "docs", "telemetry.md"));
        var spans = Otlp.Spans(host.Collector.Calls);
        var ours = Otlp.Metrics(host.Collector.Calls).Select(metric => metric.Name).Where(name => !name.StartsWith("dotnet.", StringComparison.Ordinal));
        var names = ours.Concat(spans.Where(span => span.Kind != Server).Select(span => span.Name)).Concat(spans.SelectMany(span => span.Tags.Keys)).Distinct();
        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }
}
