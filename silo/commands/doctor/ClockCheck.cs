using System.Globalization;

namespace JourneyOrchestrator.Silo.Commands.Doctor;

/// <summary>Whether times of day can be told where customers are, and by which rules.</summary>
internal static class ClockCheck
{
    private const string Zone = "Europe/Amsterdam", RulesFile = "/usr/share/zoneinfo/tzdata.zi", RulesMark = "# version ";

    /// <exception cref="IOException">There are no time zones: timers by local time would be refused.</exception>
    public static Finding Look()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) throw new IOException($"time zone {Zone} is not known here; install the package tzdata");
        var now = DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return new Finding(RulesVersion() is { } version ? $"{now}, time zones of {version}" : $"{now}, time zones of an unknown version");
    }

    private static string? RulesVersion()
    {
        if (!File.Exists(RulesFile)) return null;
        var first = File.ReadLines(RulesFile).FirstOrDefault();
        return first?.StartsWith(RulesMark, StringComparison.Ordinal) == true ? first[RulesMark.Length..] : null;
    }
}
