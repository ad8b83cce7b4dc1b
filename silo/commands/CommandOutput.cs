using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>What a command prints on standard output: lines for people, or with <c>--json</c> one JSON object at its end. Progress and refusals go to
/// standard error either way.</summary>
internal sealed class CommandOutput(string command, bool json)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> Option { get; } = new("--json") { Description = "Print one JSON object instead of lines." };

    public static CommandOutput Of(ParseResult parsed) => new(parsed.CommandResult.Command.Name, parsed.GetValue(Option));

    /// <summary>A line for people.</summary>
    public void Say(string line)
    {
        if (!json) Console.WriteLine(line);
    }

    /// <summary>Ends the command: the object for programs.</summary>
    /// <returns>The exit code.</returns>
    public int End(int code, params (string Name, object? Value)[] members)
    {
        if (!json) return code;
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { ["command"] = command, ["done"] = code == CommandLine.Done };
        foreach (var (name, value) in members) all[name] = value;
        Console.WriteLine(JsonSerializer.Serialize(all, Plain));
        return code;
    }
}
