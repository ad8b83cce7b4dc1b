using JourneyOrchestrator.ClientApi.Http.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Tests.Access;

/// <summary>Every call of the host says who may make it.</summary>
public sealed class EndpointAccessTests(KeyedHost host) : IClassFixture<KeyedHost>
{
    /// <summary>The calls that need no key, besides the files of the pages.</summary>
    private static readonly string[] Open = ["/", "/healthz/live", "/healthz/ready", "/openapi/v1.json"];

    private IEnumerable<RouteEndpoint> Calls => host.Endpoints.Cast<RouteEndpoint>();

    [Fact]
    public void Every_call_declares_who_may_make_it()
    {
        Assert.True(Calls.Count() > 40);
        Assert.Empty(Calls.Where(call => call.Metadata.GetMetadata<CallAccess>() is null).Select(NameOf));
    }

    [Fact]
    public void Only_health_pages_and_the_description_are_open()
    {
        var open = Calls.Where(call => !CallAccess.Of(call).Key).Select(PathOf).Where(path => !IsPage(path));
        Assert.Equal(Open, open.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reading_needs_read_and_changing_never_does_with_read_alone()
    {
        foreach (var call in Calls.Where(call => CallAccess.Of(call).Key && PathOf(call) != "/mcp"))
        {
            var (path, scopes) = (PathOf(call), CallAccess.Of(call).Scopes);
            var ofCases = path.StartsWith("/v1/cases", StringComparison.Ordinal);
            var expected = path.StartsWith("/v1/dead-letters", StringComparison.Ordinal) || path.StartsWith("/v1/set-aside", StringComparison.Ordinal) || path.StartsWith("/v1/subscriptions", StringComparison.Ordinal) || IsTopicAct(call) || (Is(call, "DELETE") && !ofCases) ? Scopes.Admin
                : Is(call, "GET") ? Scopes.Read
                : path == "/v1/journeys/{id}/migrate" ? Scopes.Design | Scopes.Act
                : path.StartsWith("/v1/journeys", StringComparison.Ordinal) ? Scopes.Design
                : ofCases || path.StartsWith("/v1/tasks", StringComparison.Ordinal) || Is(call, "PUT") ? Scopes.Act
                : Scopes.Ingest;
            Assert.Equal((NameOf(call), expected), (NameOf(call), scopes));
        }
    }

    private static bool IsTopicAct(RouteEndpoint call) => PathOf(call) is var path && path.StartsWith("/v1/topics/", StringComparison.Ordinal) && Is(call, "POST") && !path.EndsWith("/events", StringComparison.Ordinal);

    [Fact]
    public async Task The_description_says_which_scope_a_call_needs()
    {
        var description = (await host.GetAsync("/openapi/v1.json")).Json;
        Assert.Equal("bearer", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
        var paths = description.GetProperty("paths");
        Assert.Equal("admin", paths.GetProperty("/v1/customers/{id}").GetProperty("delete").GetProperty("security")[0].GetProperty("key")[0].GetString());
        Assert.False(paths.GetProperty("/healthz/ready").GetProperty("get").TryGetProperty("security", out _));
    }

    [Fact]
    public void A_key_for_one_customer_makes_none_of_the_calls_about_many()
    {
        var allowed = Calls.Where(call => CallAccess.Of(call) is { Key: true, Bound: not BoundKeys.Refused }).Select(PathOf).Distinct();
        Assert.All(allowed, path => Assert.True(
            path.Contains("{id}", StringComparison.Ordinal) || path is "/v1/events" or "/v1/cases" or "/v1/tasks" or "/mcp"
                or "/v1/track" or "/v1/identify" or "/v1/page" or "/v1/screen" or "/v1/group" or "/v1/alias" or "/v1/batch", path));
        Assert.All(Calls.Where(call => CallAccess.Of(call).Bound == BoundKeys.OwnPath), call => Assert.StartsWith("/v1/customers/{id}", PathOf(call), StringComparison.Ordinal));
    }

    private static string PathOf(RouteEndpoint call) => "/" + call.RoutePattern.RawText!.Trim('/');

    private static string NameOf(RouteEndpoint call) => $"{string.Join(',', call.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {PathOf(call)}";

    private static bool Is(RouteEndpoint call, string method) => call.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method);

    private static bool IsPage(string path) => path.StartsWith("/assets/", StringComparison.Ordinal) || path is "/favicon.svg";
}
