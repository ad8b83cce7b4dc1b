using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Harness;

/// <summary>The real host as a process of its own.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly StringBuilder output;

    private SiloProcess(Process process, StringBuilder output) => (this.process, this.output) = (process, output);

    public string Url => Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Serves; ends when it takes calls.</summary>
    public static Task<SiloProcess> ServeAsync(string data, params (string Name, string Value)[] environment) => ServeAsync(data, "http://127.0.0.1:0", environment);

    public static Task<SiloProcess> ServeAsync(string data, string urls, params (string Name, string Value)[] environment) => ServeAsync(data, urls, [], environment);

    /// <param name="options">More of the command line.</param>
    public static Task<SiloProcess> ServeAsync(string data, string urls, string[] options, params (string Name, string Value)[] environment) =>
        // A port of the system's choice: one that was looked up before may be somebody else's by now.
        StartAsync(["--urls", urls, "--data", data, "--allow-private-webhooks", .. options], environment);

    /// <summary>Serves with this command line and nothing else; ends when it takes calls.</summary>
    public static async Task<SiloProcess> StartAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var output = new StringBuilder();
        var silo = new SiloProcess(Start(output, output, arguments, environment), output);
        try
        {
            await silo.ReadyAsync();
            return silo;
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var process = Start(output, error, arguments, environment);
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ToString(), error.ToString());
    }

    /// <summary>Tells it to end, as a service manager does, and waits until it has.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
        process.Dispose();
        Http.Dispose();
    }

    /// <summary>Sends something that the host must take.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json", string? traceParent = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        if (traceParent is not null) request.Headers.Add("traceparent", traceParent);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public Task<JsonElement> EventAsync(string json, string path = "/v1/events", string? traceParent = null) =>
        SendAsync(HttpMethod.Post, path, json, "application/cloudevents+json", traceParent);

    private async Task ReadyAsync()
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < StartLimit; await Task.Delay(50))
        {
            if (process.HasExited) throw new InvalidOperationException($"The host ended with {process.ExitCode} while starting:\n{Output}");
            if (ListeningAddress.In(Output) is not { } address) continue;
            Http.BaseAddress = address;
            using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return;
        }
        throw new TimeoutException($"The host was not ready:\n{Output}");
    }

    private static Process Start(StringBuilder output, StringBuilder error, IEnumerable<string> arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Files.Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Note(StringBuilder to, string? line)
    {
        if (line is null) return;
        lock (to) to.AppendLine(line);
    }
}
