using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Replay.Crisis;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using NodaTime;

namespace JourneyOrchestrator.Silo.Crisis;

/// <summary>What one customer's journal says of the crises: who was affected, told, and made good.</summary>
/// <param name="customer">The truth of the generated customer; null: a crisis desk.</param>
internal sealed class ConcernedStory(CrisisCount count, CrisisCustomer? customer) : Story(count)
{
    private readonly Dictionary<CaseId, Concern> concerns = [];

    private sealed class Concern(Disruption disruption)
    {
        public Disruption Disruption => disruption;
        public string Certainty { get; set; } = "no";
        public bool Told { get; set; }
        public bool Unreachable { get; set; }
    }

    protected override void Read(Fact fact, Instant at)
    {
        switch (fact)
        {
            case CaseStarted { Journey: "crisis", Key: { } key } started when customer is not null:
                concerns[started.Case] = new Concern(Disruption.All.Single(d => d.Id == key));
                break;
            case VariableSet { Name: "certainty" } set when concerns.TryGetValue(set.Case, out var concern): Judge(concern, set.Value.AsString()); break;
            case VariableSet { Name: "unreachable" } set when concerns.TryGetValue(set.Case, out var concern) && set.Value.IsTrue && !concern.Unreachable:
                concern.Unreachable = true;
                count.Affected = count.Affected with { NotReachable = count.Affected.NotReachable + 1 };
                break;
            case VariableSet { Name: "given" } set when concerns.ContainsKey(set.Case) && set.Value.AsInt() is > 0 and var cents:
                count.MadeGood = count.MadeGood with { Paid = count.MadeGood.Paid + 1, Cents = count.MadeGood.Cents + cents };
                break;
        }
    }

    protected override void Sent(MessageQueued message, Instant at)
    {
        if (message.Template == "crisis-apology") count.MadeGood = count.MadeGood with { Apologies = count.MadeGood.Apologies + 1 };
        if (!concerns.TryGetValue(message.Case, out var concern) || concern.Told || message.Purpose != "disruption" || message.Template is "crisis-over" or "crisis-shelter") return;
        concern.Told = true;
        var inTime = at < customer!.Deadline(concern.Disruption);
        count.Affected = count.Affected with { Told = count.Affected.Told + 1, InTime = count.Affected.InTime + (inTime ? 1 : 0) };
    }

    /// <summary>Each customer counts once for each disruption, as sure as it ever was.</summary>
    private void Judge(Concern concern, string certainty)
    {
        if (certainty == concern.Certainty || certainty == "no" || concern.Certainty == "certain") return;
        var known = count.Affected;
        if (concern.Certainty == "probable") known = known with { Probable = known.Probable - 1 };
        count.Affected = certainty == "certain" ? known with { Certain = known.Certain + 1 } : known with { Probable = known.Probable + 1 };
        concern.Certainty = certainty;
    }
}
