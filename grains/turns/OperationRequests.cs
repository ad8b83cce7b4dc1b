using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// <c>case.operation.requested</c>: acting on a case by an event, for systems that send events and nothing else. Its data: <c>operation</c>, what is acted on
/// (<c>case</c>, or <c>key</c> and <c>journey</c>; <c>item</c> where it is one), <c>by</c> and <c>reason</c>.
/// </summary>
internal static class OperationRequests
{
    private static readonly string[] Members = ["operation", "case", "key", "journey", "item", "by", "reason", "endOthers"];

    private static readonly string[] Names =
        [.. Enum.GetValues<CaseAction>().Select(FactNames.Names<CaseAction>.Of).Union(Enum.GetValues<ItemAction>().Select(FactNames.Names<ItemAction>.Of))];

    /// <summary>What is wrong with the data; null: nothing.</summary>
    public static Problem? Problem(in Value data)
    {
        if (data.Kind != ValueKind.Map) return new Problem("/data", "invalid", "The data of case.operation.requested is no object.", "Send operation, case, by and reason.");
        var map = data.AsMap();
        foreach (var (name, value) in map)
        {
            var member = name.AsString();
            if (!Members.Contains(member)) return new Problem($"/data/{member}", "unknown-member", $"'{member}' means nothing here.", $"Use {string.Join(", ", Members)}.");
            if (member == "endOthers" ? value.Kind is not (ValueKind.Bool or ValueKind.Null) : value.Kind is not (ValueKind.String or ValueKind.Null) && !(member == "item" && value.Kind == ValueKind.Int))
                return new Problem($"/data/{member}", "wrong-type", $"'{member}' is {(member == "endOthers" ? "neither true nor false" : "no text")}.", "Correct it, or leave it out.");
        }
        if (Text(map, "operation") is not { } operation || !Names.Contains(operation))
            return new Problem("/data/operation", "unknown-operation", "'operation' is missing, or nothing that could be done.", $"Send one of {string.Join(", ", Names)}.");
        if (Text(map, "case") is null && Text(map, "key") is null && Text(map, "journey") is null)
            return new Problem("/data/case", "missing", "It is not said which case is meant.", "Send 'case' with the id of the case, or 'key' or 'journey' where that is enough.");
        if (Item(map) is not null && !FactNames.Names<ItemAction>.TryParse(operation, out _))
            return new Problem("/data/item", "unknown-operation", $"'{operation}' is done to a case, not to an item.", "Leave 'item' out.");
        return NeedsItem(map) && Item(map) is null ? new Problem("/data/item", "missing", $"'{operation}' is done to an item.", "Send 'item' with its number, or the id of its node.") : null;
    }

    /// <summary>The act that it asks for.</summary>
    /// <param name="data">Without a problem.</param>
    public static Input.Act Of(ValueMap data, CaseId id, string by, Actor actor)
    {
        var (operation, reason) = (Text(data, "operation")!, Text(data, "reason"));
        if (Item(data) is { } item)
            return new Input.ActOnItem(id, item, FactNames.Names<ItemAction>.Parse(operation), by, reason) { Actor = actor, EndOthers = data["endOthers"].IsTrue };
        var action = FactNames.Names<CaseAction>.Parse(operation);
        return new Input.ActOnCase(id, CaseActions.TransitionOf(action), by, reason) { Actor = actor, Action = action };
    }

    /// <summary>The case that is meant; null, and why, when there is none or several.</summary>
    public static (CaseState? Case, Receipt Otherwise) Find(ValueMap data, CustomerState state)
    {
        if (Text(data, "case") is { } text)
            return CaseId.TryParse(text, out var id) && state.Cases.TryGetValue(id, out var named) ? (named, default) : (null, Receipt.Unknown("/data/case", $"The customer has no case '{text}'."));
        var (key, journey) = (Text(data, "key"), Text(data, "journey"));
        var meant = state.Cases.Values.Where(c => c.Status != CaseStatus.Closed && (key is null || c.Key == key) && (journey is null || c.Journey == journey)).ToArray();
        var running = meant.Where(c => c.Running).ToArray();
        if (running.Length > 0) meant = running;
        if (meant is [var only]) return (only, default);
        return (null, meant.Length == 0
            ? Receipt.Unknown(key is null ? "/data/journey" : "/data/key", "The customer has no such case.")
            : Receipt.Refused(new Problem("/data/case", "ambiguous", $"{meant.Length} cases are meant.", "Send 'case' with the id of one of them.")));
    }

    public static string? By(ValueMap data) => Text(data, "by");

    /// <summary>Some operations are there for both: an item says which is meant.</summary>
    private static bool NeedsItem(ValueMap data) => !FactNames.Names<CaseAction>.TryParse(Text(data, "operation")!, out _);

    private static string? Item(ValueMap data) => data["item"].Kind == ValueKind.Int ? data["item"].ToText() : Text(data, "item");

    private static string? Text(ValueMap data, string name) => data[name] is { Kind: ValueKind.String } text && text.AsString().Length > 0 ? text.AsString() : null;
}
