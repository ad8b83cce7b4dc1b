using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

public sealed partial class CaseState
{
    private CaseExtras? extras;

    private CaseExtras Extras => extras ??= new CaseExtras();

    public string? Name { get => extras?.Name; private set => SetName(value); }

    public string? CorrelationId { get => extras?.CorrelationId; private set => SetCorrelationId(value); }

    /// <summary>Who has a role in the case, besides the customer whose it is; in the order in which the roles were given.</summary>
    public ImmutableArray<RoleHolder> Roles => extras?.Roles ?? [];

    /// <summary>Who has a role; null: nobody.</summary>
    public RoleHolder? Holder(string role)
    {
        foreach (var holder in Roles)
            if (holder.Role == role) return holder;
        return null;
    }

    private void SetName(string? value)
    {
        if (value is not null || extras is not null) Extras.Name = value;
    }

    private void SetCorrelationId(string? value)
    {
        if (value is not null || extras is not null) Extras.CorrelationId = value;
    }

    private void Apply(RoleAssigned fact)
    {
        LastEffect = Math.Max(LastEffect, fact.Effect);
        if (fact.Who is { } who) Extras.Roles = Extras.Roles.RemoveAll(r => r.Role == fact.Role).Add(new RoleHolder(fact.Role, who, fact.Customer, fact.Hears));
    }

    private void Apply(RoleWithdrawn fact)
    {
        LastEffect = Math.Max(LastEffect, fact.Effect);
        Extras.Roles = Extras.Roles.RemoveAll(r => r.Role == fact.Role && (fact.Who is null || r.Who == fact.Who));
    }

    internal void RestoreRoles(IEnumerable<RoleHolder> roles) => Extras.Roles = [.. roles];
}
