using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>A role of this customer in a case of another one.</summary>
/// <param name="Owner">Whose case it is.</param>
/// <param name="Holder">The id under which this customer got the role: before a join it may have been another.</param>
/// <param name="Hears">Types of this customer's events that go to the case.</param>
/// <param name="Effect">Ordinal, in the case, of the effect that told it.</param>
public sealed record HeldRole(CaseId Case, string Role, string Owner, string Holder, ImmutableArray<string> Hears, int Effect);

public sealed partial class CustomerState
{
    /// <summary>Roles in cases of others that hear some of this customer's events; in the order in which they were given.</summary>
    public ImmutableArray<HeldRole> HeldRoles { get; internal set; } = [];

    /// <summary>What tells of somebody whose key was destroyed names nobody, and nothing can go there.</summary>
    private void Apply(RoleHeld fact)
    {
        HeldRoles = HeldRoles.RemoveAll(held => held.Case == fact.Case && held.Role == fact.Role);
        if (!fact.Hears.IsDefaultOrEmpty && fact is { Owner: { } owner, Holder: { } holder }) HeldRoles = HeldRoles.Add(new HeldRole(fact.Case, fact.Role, owner, holder, fact.Hears, fact.Effect));
    }
}
