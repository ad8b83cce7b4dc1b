using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Checks ids and names from outside: not empty, at most <see cref="EventLimits.NameBytesMax"/> bytes, no control characters.</summary>
public static class Names
{
    /// <returns>What is wrong with the name; null when nothing is.</returns>
    public static Problem? Check(string field, string? name)
    {
        if (name is null) return EventProblems.Missing(field);
        if (name.Length == 0) return EventProblems.Empty(field);
        if (TooLong(name)) return EventProblems.TooLong(field);
        if (HasControlCharacter(name)) return EventProblems.ControlCharacter(field);
        return null;
    }

    private static bool TooLong(string name) =>
        name.Length > EventLimits.NameBytesMax
        || (name.Length * 3 > EventLimits.NameBytesMax && Encoding.UTF8.GetByteCount(name) > EventLimits.NameBytesMax);

    /// <summary>C0, DEL and C1.</summary>
    public static bool HasControlCharacter(ReadOnlySpan<char> name) =>
        name.IndexOfAnyInRange('\u0000', '\u001f') >= 0 || name.IndexOfAnyInRange('\u007f', '\u009f') >= 0;
}
