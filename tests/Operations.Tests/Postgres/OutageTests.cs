using System.Net;
using System.Text;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>The server of the database is killed under a running host, and comes back.</summary>
public sealed class OutageTests : IDisposable
{
    private readonly Scratch scratch = new();

    public OutageTests() => PostgresHost.SkipWhereMissing();

    public void Dispose() => scratch.Dispose();

    [SkippableFact]
    public async Task A_host_without_its_database_says_when_to_ask_again_and_finds_back_by_itself()
    {
        using var server = PostgresServer.OfItsOwn();
        using var silo = await PostgresHost.ServeAsync(scratch["data"], server.NewDatabase());
        await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));

        server.Kill();
        await IsNotNowAsync(silo, Event("2", "Ada Lovelace"));
        await IsNotNowAsync(silo, new HttpRequestMessage(HttpMethod.Get, "/v1/customers"));
        await IsNotNowAsync(silo, new HttpRequestMessage(HttpMethod.Get, "/v1/customers/bob"));
        await IsNotNowAsync(silo, new HttpRequestMessage(HttpMethod.Get, "/healthz/ready"));
        await IsNotNowAsync(silo, new HttpRequestMessage(HttpMethod.Delete, "/v1/customers/ada"));
        server.Start();

        while (true)
        {
            using var answer = await silo.Http.SendAsync(Event("2", "Ada Lovelace"));
            if (answer.StatusCode == HttpStatusCode.OK) break;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(100);
        }
        var card = await silo.SendAsync(HttpMethod.Get, "/v1/customers/ada");
        Assert.Equal("Ada Lovelace", card.GetProperty("traits").GetProperty("name").GetString());
        var history = await silo.SendAsync(HttpMethod.Get, "/v1/customers/ada/history");
        Assert.Equal(2, history.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(PostgresHost.Password, silo.Output, StringComparison.Ordinal);
        Assert.Equal(0, await silo.TerminateAsync());
    }

    [SkippableFact]
    public async Task A_host_ends_in_good_order_while_its_database_is_away()
    {
        using var server = PostgresServer.OfItsOwn();
        using var silo = await PostgresHost.ServeAsync(scratch["data"], server.NewDatabase());
        await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));
        server.Kill();
        await IsNotNowAsync(silo, Event("2", "Ada Lovelace"));

        Assert.Equal(0, await silo.TerminateAsync());
    }

    private static HttpRequestMessage Event(string id, string name) => new(HttpMethod.Post, "/v1/events")
    {
        Content = new StringContent(PostgresHost.Renaming(id, name), Encoding.UTF8, "application/cloudevents+json"),
    };

    private static async Task IsNotNowAsync(SiloProcess silo, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await silo.Http.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{request.Method} {request.RequestUri}: {(int)answer.StatusCode}\n{silo.Output}");
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }
}
