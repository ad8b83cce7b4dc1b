using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Every call that the running host describes is one of the .NET client's, or stands here with the reason why not.</summary>
public sealed class JourneyClientCoverageTests(RealHost host) : IClassFixture<RealHost>
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    private static readonly Uri Url = new("https://example.org/hook");

    /// <summary>The method for each call, and a use of it.</summary>
    private static readonly (string Call, string Method, Func<JourneyClient, Task> Use)[] Covered =
    [
        ("POST /v1/events", nameof(JourneyClient.SendAsync), c => c.SendAsync([])),
        ("POST /v1/topics/{topic}/events", nameof(JourneyClient.PublishAsync), c => c.PublishAsync("t", [])),
        ("GET /v1/customers", nameof(JourneyClient.CustomersAsync), c => c.CustomersAsync("ada")),
        ("GET /v1/customers/{id}", nameof(JourneyClient.CardAsync), c => c.CardAsync("c")),
        ("GET /v1/customers/{id}/history", nameof(JourneyClient.HistoryAsync), c => First(c.HistoryAsync("c"))),
        ("GET /v1/customers/{id}/reads", nameof(JourneyClient.ReadsAsync), c => First(c.ReadsAsync("c"))),
        ("GET /v1/customers/{id}/export", nameof(JourneyClient.ExportAsync), c => c.ExportAsync("c")),
        ("PUT /v1/customers/{id}/consents", nameof(JourneyClient.ConsentAsync), c => c.ConsentAsync("c", "p", "ch", true, "w", "s", "by")),
        ("DELETE /v1/customers/{id}", nameof(JourneyClient.EraseAsync), c => c.EraseAsync("c")),
        ("GET /v1/customers/{id}/stream", nameof(JourneyClient.StreamAsync), c => First(c.StreamAsync("c"))),
        ("GET /v1/stream", nameof(JourneyClient.StreamAsync), c => First(c.StreamAsync())),
        ("POST /v1/cases", nameof(JourneyClient.StartCaseAsync), c => c.StartCaseAsync("c", "j")),
        ("GET /v1/cases/{id}", nameof(JourneyClient.CaseAsync), c => c.CaseAsync("x")),
        ("GET /v1/cases/{id}/explain", nameof(JourneyClient.ExplainAsync), c => c.ExplainAsync("x")),
        .. Each("suspend", "resume", "reopen", "cancel", "close").Select(verb =>
            ($"POST /v1/cases/{{id}}/{verb}", nameof(JourneyClient.ActOnCaseAsync), (Func<JourneyClient, Task>)(c => c.ActOnCaseAsync("x", verb, "by")))),
        ("POST /v1/cases/{id}/items/{item}/{action}", nameof(JourneyClient.ActOnItemAsync), c => c.ActOnItemAsync("x", "1", "retry", "by")),
        ("POST /v1/cases/{id}/plan", nameof(JourneyClient.PlanAsync), c => c.PlanAsync("x", "i", "by")),
        ("PUT /v1/cases/{id}/file/{fileItem}", nameof(JourneyClient.WriteFileAsync), c => c.WriteFileAsync("x", "o", Nothing, "by")),
        ("POST /v1/cases/{id}/migrate", nameof(JourneyClient.MigrateCaseAsync), c => c.MigrateCaseAsync("x", 2, "by")),
        ("POST /v1/journeys/{id}/migrate", nameof(JourneyClient.MigrateCasesAsync), c => c.MigrateCasesAsync("j", 1, 2, "by")),
        ("POST /v1/cases/{id}/move", nameof(JourneyClient.MoveCaseAsync), c => c.MoveCaseAsync("x", "to", "by")),
        ("PUT /v1/cases/{id}/roles/{role}", nameof(JourneyClient.AssignRoleAsync), c => c.AssignRoleAsync("x", "payer", "ben", "by")),
        ("DELETE /v1/cases/{id}/roles/{role}", nameof(JourneyClient.WithdrawRoleAsync), c => c.WithdrawRoleAsync("x", "payer", "by")),
        ("GET /v1/tasks", nameof(JourneyClient.TasksAsync), c => c.TasksAsync("role", "open", "c")),
        ("GET /v1/tasks/{id}", nameof(JourneyClient.TaskAsync), c => c.TaskAsync("x")),
        ("POST /v1/tasks/{id}/claim", nameof(JourneyClient.ClaimAsync), c => c.ClaimAsync("x", "by")),
        ("POST /v1/tasks/{id}/release", nameof(JourneyClient.ReleaseAsync), c => c.ReleaseAsync("x", "by")),
        ("POST /v1/tasks/{id}/delegate", nameof(JourneyClient.DelegateAsync), c => c.DelegateAsync("x", "by", "to")),
        ("POST /v1/tasks/{id}/complete", nameof(JourneyClient.CompleteAsync), c => c.CompleteAsync("x", "by")),
        ("POST /v1/journeys", nameof(JourneyClient.SaveJourneyAsync), c => c.SaveJourneyAsync("{}"u8.ToArray(), publish: true)),
        ("POST /v1/journeys/{id}/publish", nameof(JourneyClient.PublishJourneyAsync), c => c.PublishJourneyAsync("j")),
        ("GET /v1/journeys", nameof(JourneyClient.JourneysAsync), c => c.JourneysAsync()),
        ("GET /v1/journeys/{id}", nameof(JourneyClient.JourneyAsync), c => c.JourneyAsync("j")),
        ("GET /v1/journeys/{id}/versions/{version}", nameof(JourneyClient.JourneyVersionAsync), c => c.JourneyVersionAsync("j", 1, "cmmn")),
        ("GET /v1/dead-letters", nameof(JourneyClient.DeadLettersAsync), c => First(c.DeadLettersAsync())),
        ("POST /v1/dead-letters/{id}/requeue", nameof(JourneyClient.RequeueAsync), c => c.RequeueAsync("x")),
        ("GET /v1/set-aside", nameof(JourneyClient.SetAsideAsync), c => First(c.SetAsideAsync())),
        ("POST /v1/set-aside/{id}/replay", nameof(JourneyClient.ReplayAsync), c => c.ReplayAsync("x", "by")),
        ("POST /v1/set-aside/{id}/discard", nameof(JourneyClient.DiscardAsync), c => c.DiscardAsync("x", "by")),
        ("POST /v1/subscriptions", nameof(JourneyClient.AddSubscriptionAsync), c => c.AddSubscriptionAsync(Url)),
        ("GET /v1/subscriptions", nameof(JourneyClient.SubscriptionsAsync), c => c.SubscriptionsAsync()),
        ("GET /v1/subscriptions/{id}", nameof(JourneyClient.SubscriptionAsync), c => c.SubscriptionAsync("x")),
        ("DELETE /v1/subscriptions/{id}", nameof(JourneyClient.RemoveSubscriptionAsync), c => c.RemoveSubscriptionAsync("x")),
        ("POST /v1/subscriptions/{id}/pause", nameof(JourneyClient.PauseSubscriptionAsync), c => c.PauseSubscriptionAsync("x")),
        ("POST /v1/subscriptions/{id}/resume", nameof(JourneyClient.ResumeSubscriptionAsync), c => c.ResumeSubscriptionAsync("x")),
        ("POST /v1/subscriptions/{id}/test", nameof(JourneyClient.TestSubscriptionAsync), c => c.TestSubscriptionAsync("x")),
        ("POST /v1/subscriptions/{id}/rotate", nameof(JourneyClient.RotateSecretAsync), c => c.RotateSecretAsync("x")),
        ("GET /v1/fan-outs", nameof(JourneyClient.FanOutsAsync), c => First(c.FanOutsAsync())),
        ("GET /v1/fan-outs/pauses", nameof(JourneyClient.PausesAsync), c => c.PausesAsync()),
        ("GET /v1/topics/{topic}/events", nameof(JourneyClient.TopicEventsAsync), c => First(c.TopicEventsAsync("t"))),
        ("GET /v1/topics/{topic}/acts", nameof(JourneyClient.TopicActsAsync), c => First(c.TopicActsAsync("t"))),
        ("POST /v1/topics/{topic}/pause", nameof(JourneyClient.PauseTopicAsync), c => c.PauseTopicAsync("t", "by", "why")),
        ("POST /v1/topics/{topic}/resume", nameof(JourneyClient.ResumeTopicAsync), c => c.ResumeTopicAsync("t", "by", "why")),
        ("POST /v1/topics/{topic}/events/{position}/pause", nameof(JourneyClient.PauseTopicEventAsync), c => c.PauseTopicEventAsync("t", 1, "by", "why")),
        ("POST /v1/topics/{topic}/events/{position}/resume", nameof(JourneyClient.ResumeTopicEventAsync), c => c.ResumeTopicEventAsync("t", 1, "by", "why")),
        ("POST /v1/topics/{topic}/events/{position}/withdraw", nameof(JourneyClient.WithdrawTopicEventAsync), c => c.WithdrawTopicEventAsync("t", 1, "by", "why")),
        ("GET /v1/feeds", nameof(JourneyClient.FeedsAsync), c => c.FeedsAsync()),
        ("GET /v1/feeds/{name}", nameof(JourneyClient.FeedAsync), c => c.FeedAsync("f")),
        ("POST /v1/feeds/{name}", nameof(JourneyClient.PushFeedAsync), c => c.PushFeedAsync("f", Nothing)),
        ("GET /healthz/live", nameof(JourneyClient.LiveAsync), c => c.LiveAsync()),
        ("GET /healthz/ready", nameof(JourneyClient.HealthAsync), c => c.HealthAsync()),
    ];

    /// <summary>Calls without a method, and why. Those that the host does not do yet (501) it does not describe either.</summary>
    private static readonly Dictionary<string, string> Left = new()
    {
        ["POST /v1/track"] = Sdk, ["POST /v1/identify"] = Sdk, ["POST /v1/page"] = Sdk, ["POST /v1/screen"] = Sdk, ["POST /v1/group"] = Sdk, ["POST /v1/alias"] = Sdk, ["POST /v1/batch"] = Sdk,
        ["POST /mcp"] = "Assistants have MCP clients of their own.",
    };

    private const string Sdk = "Tracking: front ends use the SDKs that exist.";

    public static IEnumerable<object[]> Calls => Covered.Select(covered => new object[] { covered.Call });

    [Fact]
    public async Task Every_call_of_the_host_has_a_method_or_a_reason()
    {
        var described = (await host.GetAsync("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name}")).ToHashSet();
        var known = Covered.Select(covered => covered.Call).ToList();

        Assert.Empty(described.Except(known).Except(Left.Keys).Order());
        Assert.Empty(known.Concat(Left.Keys).Except(described).Order());
        Assert.Empty(known.Intersect(Left.Keys));
    }

    [Fact]
    public async Task Every_method_is_there_for_a_call_and_documented()
    {
        var methods = typeof(JourneyClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name).Where(name => name != nameof(IDisposable.Dispose)).Distinct().ToList();
        Assert.Equal(methods.Order(), Covered.Select(covered => covered.Method).Distinct().Order());
        var page = await File.ReadAllTextAsync(Path.Combine(NodeClients.Root, "docs", "client.md"));
        Assert.All(methods, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_method_makes_the_call_that_it_is_there_for(string call)
    {
        var sent = new Sent();
        using var client = new JourneyClient(new HttpClient(sent) { BaseAddress = host.Address });
        await Assert.ThrowsAsync<JourneyRefusedException>(() => Covered.Single(covered => covered.Call == call).Use(client));
        Assert.Matches("^" + Regex.Replace(call, @"\\?\{\w+\}", "[^/]+") + "$", Assert.Single(sent.Calls));
    }

    private static string[] Each(params string[] all) => all;

    private static async Task First<T>(IAsyncEnumerable<T> items)
    {
        await using var each = items.GetAsyncEnumerator();
        await each.MoveNextAsync();
    }

    /// <summary>Refuses every call, and remembers it.</summary>
    private sealed class Sent : HttpMessageHandler
    {
        public List<string> Calls { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("no") });
        }
    }
}
