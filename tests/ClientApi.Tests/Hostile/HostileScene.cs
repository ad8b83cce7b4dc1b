namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>A real host with one customer, who has a case and an open task; hostile requests are sent to it one after the other.</summary>
public abstract class HostileScene(RealHost host) : IAsyncLifetime
{
    public const string Customer = "ada", CaseId = "1-1", TaskId = "1-1-t3";

    private int goodOnes;

    public RealHost Host => host;

    public virtual async Task InitializeAsync()
    {
        await host.InitializeAsync();
        Assert.Equal(200, (await host.EventAsync("1", Customer, "care.requested", """{"booking":"b","rating":1,"text":"lost"}""")).Status);
        var task = (await host.GetAsync("/v1/tasks")).Json.GetProperty("items")[0];
        Assert.Equal((CaseId, TaskId), (task.GetProperty("caseId").GetString(), task.GetProperty("id").GetString()));
    }

    public Task DisposeAsync() => host.DisposeAsync();

    internal async Task<IReadOnlyList<RawAnswer>> AskAsync(ReadOnlyMemory<byte> request, RawEnd end = RawEnd.Read)
    {
        using var connection = await RawConnection.OpenAsync(host.Address);
        // An answer may begin before the request has ended.
        var answers = connection.ReadAsync(one: end == RawEnd.ReadOne);
        await connection.SendAsync(request);
        if (end == RawEnd.Close) connection.CloseSending();
        return await answers;
    }

    /// <summary>Sends one of the cases, and checks all that is said of it.</summary>
    internal async Task CheckAsync(HostileCase @case)
    {
        var before = await CountAsync();
        var answers = await @case.Ask(this);

        Assert.Equal((@case.Name, @case.Answer), (@case.Name, RawAnswer.InWords(answers)));
        Assert.All(answers.Where(answer => answer.Status >= 400 && answer.Body.Length > 0), HasAnErrorType);
        if (@case.Also is { } also) await also(this, answers);
        await StillWellAsync();
        // The good request was committed after whatever the hostile one left behind.
        Assert.Equal(before with { Entries = before.Entries + @case.Kept + 1 }, await CountAsync());
    }

    private static void HasAnErrorType(RawAnswer answer) =>
        Assert.Equal(answer.Body.Contains("\"jsonrpc\"", StringComparison.Ordinal) ? "application/json" : "application/problem+json", answer.MediaType);

    private async Task StillWellAsync()
    {
        var good = await host.EventAsync($"good-{goodOnes++}", Customer, "visit");
        Assert.Equal((200, 1), (good.Status, good.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal(200, (await host.GetAsync("/v1/customers/" + Customer)).Status);
    }

    private async Task<Census> CountAsync()
    {
        var health = await host.GetAsync("/healthz/ready");
        Assert.Equal((200, "ready"), (health.Status, health.Json.GetProperty("status").GetString()));
        var journeys = await host.GetAsync("/v1/journeys");
        var subscriptions = await host.GetAsync("/v1/subscriptions");
        var task = await host.GetAsync("/v1/tasks/" + TaskId);
        return new(health.Json.GetProperty("entries").GetInt64(), journeys.Json.GetProperty("items").GetRawText(), Ids(subscriptions), task.Text);
    }

    // How a subscription fares changes by itself.
    private static string Ids(Answer list) => string.Join(' ', list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));

    /// <summary>What is stored: entries counted, the rest as it shows.</summary>
    private sealed record Census(long Entries, string Journeys, string Subscriptions, string Task);
}
