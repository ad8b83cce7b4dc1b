using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Tasks as JSON, for the shared inbox.</summary>
public static class TaskCodec
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static byte[] Write(TaskView view) => JsonSerializer.SerializeToUtf8Bytes(view, Options);

    /// <exception cref="FormatException">It is no task.</exception>
    public static TaskView Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<TaskView>(utf8, Options) ?? throw new FormatException("A stored task is empty.");
}
