using System.CommandLine;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>How a process writes its log: lines for people, or an object a line for programs.</summary>
public enum LogFormat { Text, Json }

/// <summary>The option <c>--log</c> of all programs.</summary>
public static class LogOption
{
    public static Option<string> Option { get; } = new("--log")
    {
        Description = "How the log is written to standard error: text, or json, one object a line (docs/logs.md).", DefaultValueFactory = _ => "text", Recursive = true,
    };

    /// <exception cref="RefusedException">There is no such format.</exception>
    public static LogFormat Read(ParseResult parsed) => parsed.GetValue(Option) switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        var other => throw new RefusedException($"--log {other}: there is no such format. Use text or json."),
    };
}
