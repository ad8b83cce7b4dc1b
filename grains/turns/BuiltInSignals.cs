using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>Signals that mean something whatever journeys there are: <c>customer.updated</c>, <c>customer.consent.changed</c>, and
/// <c>customer.identified</c>, which says that an anonymous visitor is a known customer.</summary>
public static class BuiltInSignals
{
    public const string Updated = "customer.updated", ConsentChanged = "customer.consent.changed", Identified = "customer.identified";

    /// <summary>Somebody acts on a case by an event: see <see cref="OperationRequests"/>.</summary>
    public const string OperationRequested = "case.operation.requested";

    /// <summary>Longest name of a trait, purpose or channel, in characters.</summary>
    public const int NameMax = 256;

    /// <summary>Most traits of one event.</summary>
    public const int TraitsMax = 1000;

    /// <summary>What is wrong with the data of such a signal; null when nothing is, or it is another type.</summary>
    public static Problem? Problem(Signal signal) => signal.Type switch
    {
        Updated => UpdatedProblem(signal.Data),
        ConsentChanged => ConsentProblem(signal.Data),
        Identified => Identity.Problem(signal),
        OperationRequested => OperationRequests.Problem(signal.Data),
        _ => null,
    };

    private static Problem? UpdatedProblem(in Value data)
    {
        if (data.Kind != ValueKind.Map) return new Problem("/data", "invalid", "The data of customer.updated is no object.", "Send the traits to set as members; null removes one.");
        if (data.AsMap().Count > TraitsMax) return new Problem("/data", "too-many", $"One event sets at most {TraitsMax} traits.", "Send several events.");
        foreach (var (name, _) in data.AsMap())
            if (name.AsString().Length is 0 or > NameMax) return new Problem("/data", "invalid", $"The name of a trait has 1 to {NameMax} characters.", "Shorten the name.");
        return null;
    }

    private static Problem? ConsentProblem(in Value data)
    {
        if (data.Kind != ValueKind.Map) return new Problem("/data", "invalid", "The data of customer.consent.changed is no object.", "Send purpose, channel, granted and wording.");
        var map = data.AsMap();
        foreach (var name in (string[])["purpose", "channel"])
            if (map[name] is not { Kind: ValueKind.String } text || text.AsString().Length is 0 or > NameMax)
                return new Problem($"/data/{name}", "required", $"'{name}' is missing, empty, or longer than {NameMax} characters.", $"Give '{name}' as text.");
        if (map["granted"].Kind != ValueKind.Bool) return new Problem("/data/granted", "required", "'granted' is neither true nor false.", "Say whether consent was given or withdrawn.");
        return map["wording"].Kind is ValueKind.String or ValueKind.Null ? null : new Problem("/data/wording", "invalid", "'wording' is no text.", "Name the version of the text that was agreed to.");
    }

    /// <summary>The facts that a checked signal establishes by itself.</summary>
    public static IEnumerable<Fact> Facts(Signal signal, DateTimeOffset at)
    {
        if (signal.Type == Updated)
        {
            DateTimeOffset? said = signal.Time is { } earlier && earlier < at ? Coerce.ToMicroseconds(earlier) : null;
            foreach (var (name, value) in signal.Data.AsMap()) yield return new TraitSet(name.AsString(), value) { Said = said };
        }
        else if (signal.Type == ConsentChanged)
        {
            var map = signal.Data.AsMap();
            var since = signal.Time is { } time && time < at ? time : at; // a clock ahead must not outlast the next answer
            yield return new Workflows.Facts.ConsentChanged(map["purpose"].AsString(), map["channel"].AsString(), map["granted"].IsTrue, Coerce.ToMicroseconds(since), map["wording"].ToText(), signal.Source, null);
        }
    }
}
