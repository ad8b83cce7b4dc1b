namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>All hostile requests, in the order of docs/hostile.md.</summary>
internal static class HostileCases
{
    /// <summary>Against a host without API keys.</summary>
    public static IReadOnlyList<HostileCase> Open { get; } = [.. FramingCases.All, .. HeaderCases.All, .. BodyCases.All, .. AddressCases.All, .. DoorCases.All, .. AssistantCases.All];

    /// <summary>Against a host with API keys.</summary>
    public static IReadOnlyList<HostileCase> Keyed => KeyCases.All;

    /// <summary>Many connections, or many bytes.</summary>
    public static IReadOnlyList<HostileCase> Busy => BusyCases.All;

    /// <summary>Beginnings without an end.</summary>
    public static IReadOnlyList<HostileCase> Slow => SlowCases.All;

    public static IReadOnlyList<HostileCase> All { get; } = [.. Open, .. Keyed, .. Busy, .. Slow];
}
