using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>What can be planned in a case of a customer, for views: as a turn would judge it, without one.</summary>
public static class PlannableItems
{
    /// <param name="at">The moment for which rules about time are asked.</param>
    public static IReadOnlyList<PlannableItem> Of(CustomerState customer, CaseState owned, JourneyCatalog journeys, DateTimeOffset at) =>
        journeys.Find(owned.Journey, owned.Version) is { } plan ? Planning.Of(plan, owned, new TurnHost(customer, new TurnFacts(customer, at), journeys, at)) : [];
}
