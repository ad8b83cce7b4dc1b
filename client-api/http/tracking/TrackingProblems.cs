using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>What can be wrong with a tracking call besides what can be wrong with any event (docs/tracking.md).</summary>
internal static class TrackingProblems
{
    public static Problem NoPerson { get; } =
        new("/userId", "missing", "Neither 'userId' nor 'anonymousId' is there.", "Send one of them, or both.");

    public static Problem Provisional(string field) => new(
        field, "reserved-id", $"Ids that begin with '{ProvisionalIds.Prefix}' are those of anonymous visitors.", "Send it as 'anonymousId', without the prefix.");

    public static Problem NotProvisional { get; } = new(
        "/previousId", "not-provisional", "'previousId' is a customer known by that id; a tracking call joins anonymous visitors only.",
        "Send the anonymous id that was used before the person was known.");

    public static Problem ReservedEvent(string name) => new(
        "/event", "reserved-event", $"'{name}' is a type of this host's own.", "Send identify for traits, and identify or alias to say who somebody is.");

    public static Problem UnknownType(string? type) => new(
        "/type", "unknown-type", type is null ? "'type' is missing." : $"'{type}' is no type of message.", "Send track, identify, page, screen, group or alias.");

    public static Problem NoBatch { get; } = new(
        "/batch", "missing", "'batch' is missing.", "Send {\"batch\":[message, ...]}.");

    public static Problem Gzip { get; } = new(
        "Content-Encoding", "gzip", "The body is not gzip, or was cut off.", "Send the whole of one gzip stream, or leave Content-Encoding out.");

    public static Problem MediaType { get; } = new(
        "Content-Type", "media-type", "The body is not JSON in UTF-8, plain or gzip.", "Send application/json in UTF-8, with Content-Encoding gzip or none.");

    public static Problem AtIndex(int index, Problem problem) => problem with { Field = $"/batch/{index}{problem.Field}" };
}
