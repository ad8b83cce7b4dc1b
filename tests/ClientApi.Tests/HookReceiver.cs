using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A call that a receiver got.</summary>
public sealed record HookCall(string Id, long Timestamp, string Signatures, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public string Customer => Data.GetProperty("customer").GetString()!;

    public long Seq => Data.GetProperty("seq").GetInt64();

    /// <summary>Standard Webhooks by the letter of the specification, with nothing of the host's own code.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}.{Timestamp}.{Body}"));
        return Signatures.Split(' ').Contains("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content)));
    }
}

/// <summary>A real server that receives webhooks and answers as a test says; 204 if it says nothing.</summary>
public sealed class HookReceiver : IAsyncDisposable
{
    /// <summary>Long enough for any machine: a test that waits this long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<HookCall> calls = Channel.CreateUnbounded<HookCall>();
    private readonly WebApplication app;

    private HookReceiver(WebApplication app) => this.app = app;

    /// <summary>Decides the answer; the call is counted when it has.</summary>
    public Func<HookCall, HttpContext, Task> Answer { get; set; } = (_, context) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public string Url => app.Urls.Single() + "/hook";

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.MapFallback(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next call that was made, whatever the answer.</summary>
    public async Task<HookCall> NextAsync() => await calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<List<HookCall>> TakeAsync(int count)
    {
        var taken = new List<HookCall>();
        while (taken.Count < count) taken.Add(await NextAsync());
        return taken;
    }

    /// <summary>Calls made that nobody has taken yet.</summary>
    public List<HookCall> Rest()
    {
        var rest = new List<HookCall>();
        while (calls.Reader.TryRead(out var call)) rest.Add(call);
        return rest;
    }

    public void AnswerWith(int status) => Answer = (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers;
        var call = new HookCall(
            headers["webhook-id"].ToString(), long.Parse(headers["webhook-timestamp"].ToString(), CultureInfo.InvariantCulture), headers["webhook-signature"].ToString(), body);
        try
        {
            await Answer(call, context);
        }
        finally
        {
            calls.Writer.TryWrite(call);
        }
    }
}
