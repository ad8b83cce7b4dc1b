using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Text.Json;
using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>journeys check|push|pull</c>: definitions as files; push and pull talk to a running host.</summary>
internal static class JourneysCommand
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Definitions (Elsa JSON, or CMMN XML).", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<Uri> Server = new("--server")
    {
        Description = "A running host.", DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"), CustomParser = ServerOf,
    };
    private static readonly Option<bool> Publish = new("--publish") { Description = "Publish, not only save as a draft." };
    private static readonly Argument<DirectoryInfo> Folder = new("DIRECTORY") { Description = "Where the files go." };

    public static Command Build()
    {
        var check = new Command("check", "Reads definitions and prints what is wrong with them.") { Files, CommandOutput.Option };
        check.SetAction((parsed, cancel) => JourneyCheck.RunAsync(parsed.GetValue(Files)!, CommandOutput.Of(parsed), cancel));
        var push = new Command("push", "Sends definitions to a running host.") { Files, Server, Publish, CommandOutput.Option };
        push.SetAction((parsed, cancel) => PushAsync(parsed.GetValue(Files)!, parsed.GetValue(Server)!, parsed.GetValue(Publish), CommandOutput.Of(parsed), cancel));
        var pull = new Command("pull", "Fetches the newest version of every journey from a running host.") { Folder, Server, CommandOutput.Option };
        pull.SetAction((parsed, cancel) => PullAsync(parsed.GetValue(Folder)!, parsed.GetValue(Server)!, CommandOutput.Of(parsed), cancel));
        var journeys = new Command("journeys", "Checks, sends and fetches journey definitions.") { check, push, pull };
        journeys.SetAction(_ => LaterCommands.RefuseWith("Say what to do: journeys check, journeys push or journeys pull."));
        return journeys;
    }

    private static Uri? ServerOf(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https") return server;
        result.AddError($"--server {text} is not an address of the form http://127.0.0.1:5080.");
        return null;
    }

    /// <summary>The key for a host that has keys comes from the environment: a command line can be read by others.</summary>
    private static HttpClient ClientOf(Uri server)
    {
        var client = new HttpClient { BaseAddress = server };
        if (Environment.GetEnvironmentVariable(KeyText.Variable) is { Length: > 0 } key) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Reads a file that a person named.</summary>
    /// <exception cref="RefusedException">It can't be read.</exception>
    public static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(file.FullName, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{file}: {error.Message}");
        }
    }

    private static async Task<int> PushAsync(FileInfo[] files, Uri server, bool publish, CommandOutput output, CancellationToken cancel)
    {
        using var client = ClientOf(server);
        var pushed = new List<(string File, int Status, string Answer)>();
        var contents = new List<(FileInfo File, byte[] Json)>();
        foreach (var file in files) contents.Add((file, await ReadAsync(file, cancel)));   // all of them, before the first is sent
        foreach (var (file, json) in contents)
        {
            using var body = new ByteArrayContent(json);
            body.Headers.ContentType = new MediaTypeHeaderValue(DefinitionReader.IsXml(json) ? "application/xml" : "application/json");
            using var answer = await client.PostAsync(new Uri($"/v1/journeys?publish={(publish ? "true" : "false")}", UriKind.Relative), body, cancel);
            var (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
            output.Say($"{file}: {status} {text}");
            pushed.Add((file.ToString(), status, text));
        }
        var well = pushed.TrueForAll(one => one.Status is >= 200 and < 300);
        return output.End(well ? CommandLine.Done : CommandLine.Failed, ("journeys", pushed.Select(one => new { file = one.File, status = one.Status, answer = JsonOrText(one.Answer) })));
    }

    /// <summary>An answer that is no JSON, of another server perhaps, is shown as it is.</summary>
    private static object JsonOrText(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(answer);
        }
        catch (JsonException)
        {
            return answer;
        }
    }

    /// <summary>The newest version of each journey of a list.</summary>
    private static List<(string Id, int Version)> Newest(string list, Uri server)
    {
        try
        {
            using var json = JsonDocument.Parse(list);
            return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(journey =>
                (journey.GetProperty("id").GetString()!, journey.GetProperty("versions").EnumerateArray().Last().GetProperty("version").GetInt32()))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new IOException($"What answers at {server} is no journey host: its list of journeys can't be read.", error);
        }
    }

    private static async Task<int> PullAsync(DirectoryInfo folder, Uri server, CommandOutput output, CancellationToken cancel)
    {
        var pulled = new List<object>();
        using var client = ClientOf(server);
        var newest = Newest(await client.GetStringAsync(new Uri("/v1/journeys", UriKind.Relative), cancel), server);
        folder.Create();
        foreach (var (id, version) in newest)
        {
            var json = await client.GetByteArrayAsync(new Uri($"/v1/journeys/{Uri.EscapeDataString(id)}/versions/{version}", UriKind.Relative), cancel);
            // The id comes from outside: escaped, it can't lead out of the folder.
            var file = Path.Combine(folder.FullName, Uri.EscapeDataString(id).Replace(".", "%2E", StringComparison.Ordinal) + (DefinitionReader.IsXml(json) ? ".cmmn" : ".json"));
            await File.WriteAllBytesAsync(file, json, cancel);
            output.Say($"{id} version {version}: {file}");
            pulled.Add(new { id, version, file });
        }
        return output.End(CommandLine.Done, ("journeys", pulled));
    }
}
