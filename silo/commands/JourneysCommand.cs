using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Text.Json;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>journeys check|push|pull</c>: definitions as files; push and pull talk to a running host.</summary>
internal static class JourneysCommand
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Definitions (Elsa JSON).", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<Uri> Server = new("--server")
    {
        Description = "A running host.", DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"), CustomParser = ServerOf,
    };
    private static readonly Option<bool> Publish = new("--publish") { Description = "Publish, not only save as a draft." };
    private static readonly Argument<DirectoryInfo> Folder = new("DIRECTORY") { Description = "Where the files go." };

    public static Command Build()
    {
        var check = new Command("check", "Reads definitions and prints what is wrong with them.") { Files };
        check.SetAction((parsed, cancel) => JourneyCheck.RunAsync(parsed.GetValue(Files)!, cancel));
        var push = new Command("push", "Sends definitions to a running host.") { Files, Server, Publish };
        push.SetAction((parsed, cancel) => PushAsync(parsed.GetValue(Files)!, parsed.GetValue(Server)!, parsed.GetValue(Publish), cancel));
        var pull = new Command("pull", "Fetches the newest version of every journey from a running host.") { Folder, Server };
        pull.SetAction((parsed, cancel) => PullAsync(parsed.GetValue(Folder)!, parsed.GetValue(Server)!, cancel));
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

    private static async Task<int> PushAsync(FileInfo[] files, Uri server, bool publish, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = server };
        var code = CommandLine.Done;
        foreach (var file in files)
        {
            using var body = new ByteArrayContent(await ReadAsync(file, cancel));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.PostAsync(new Uri($"/v1/journeys?publish={(publish ? "true" : "false")}", UriKind.Relative), body, cancel);
            Console.WriteLine($"{file}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            if (!answer.IsSuccessStatusCode) code = CommandLine.Failed;
        }
        return code;
    }

    private static async Task<int> PullAsync(DirectoryInfo folder, Uri server, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri("/v1/journeys", UriKind.Relative), cancel));
        folder.Create();
        foreach (var journey in list.RootElement.GetProperty("items").EnumerateArray())
        {
            var id = journey.GetProperty("id").GetString()!;
            var version = journey.GetProperty("versions").EnumerateArray().Last().GetProperty("version").GetInt32();
            var json = await client.GetByteArrayAsync(new Uri($"/v1/journeys/{Uri.EscapeDataString(id)}/versions/{version}", UriKind.Relative), cancel);
            // The id comes from outside: escaped, it can't lead out of the folder.
            var file = Path.Combine(folder.FullName, Uri.EscapeDataString(id).Replace(".", "%2E", StringComparison.Ordinal) + ".json");
            await File.WriteAllBytesAsync(file, json, cancel);
            Console.WriteLine($"{id} version {version}: {file}");
        }
        return CommandLine.Done;
    }
}
