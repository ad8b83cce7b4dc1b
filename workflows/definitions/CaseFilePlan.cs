using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>
/// The case file of a journey (CMMN 1.1, 5.3). An item is the variable of the case of its name, a child of it the member of that name in the value of
/// its parent: what is written to them makes the events of the case file.
/// </summary>
/// <param name="Items">Those at the top, in model order.</param>
public sealed record CaseFilePlan(ImmutableArray<CaseFileItemPlan> Items)
{
    /// <summary>Every item by id.</summary>
    public required FrozenDictionary<string, CaseFileItemPlan> ById { get; init; }

    /// <summary>Sentries that listen to an event of an item: (listening node, sentry, part), in model order.</summary>
    public required FrozenDictionary<FilePartPlan, ImmutableArray<OnPartListener>> Listeners { get; init; }

    /// <summary>The item at the top that a variable of the case holds; null: it holds none.</summary>
    public CaseFileItemPlan? OfVariable(string name)
    {
        foreach (var item in Items)
            if (item.Name == name) return item;
        return null;
    }

    /// <summary>An item by its id, or by the names on the way to it (<c>order.lines</c>); null: there is none.</summary>
    public CaseFileItemPlan? Find(string idOrPath)
    {
        if (ById.TryGetValue(idOrPath, out var found)) return found;
        foreach (var item in ById.Values)
            if (item.Path == idOrPath) return item;
        return null;
    }
}

/// <summary>A case file item (CMMN 1.1, 5.3.2).</summary>
/// <param name="Id">Unique in the definition; on-parts name it.</param>
/// <param name="Name">Of the variable, or of the member in its parent's value.</param>
/// <param name="Path">Names from the top down to it, with dots between them.</param>
public sealed record CaseFileItemPlan(string Id, string Name, string Path, Multiplicity Multiplicity)
{
    /// <summary>Items that are parts of it, in model order.</summary>
    public ImmutableArray<CaseFileItemPlan> Children { get; init; } = [];

    /// <summary>Members of its value that refer to other items: names of those items (CMMN's targetRefs).</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Id of the item that it is a part of; null: it stands at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>What it holds, where the document says so; null: it does not.</summary>
    public CaseFileItemDefinitionPlan? Definition { get; init; }

    /// <summary>Its value is a list, each element of which is an item of its own.</summary>
    public bool IsMany => Multiplicity is Multiplicity.ZeroOrMore or Multiplicity.OneOrMore;
}

/// <summary>What case file items hold (CMMN 1.1, 5.3.3, caseFileItemDefinition); told to people and other tools, values are not checked against it.</summary>
public sealed record CaseFileItemDefinitionPlan(string Id, string? Name, string? DefinitionType, string? StructureRef, ImmutableArray<CaseFilePropertyPlan> Properties);

/// <summary>A property of a case file item definition.</summary>
public sealed record CaseFilePropertyPlan(string Name, string? Type);

/// <summary>How many of a case file item there may be (CMMN 1.1, 5.3.2.1).</summary>
public enum Multiplicity { Unspecified, Unknown, ZeroOrOne, ZeroOrMore, ExactlyOne, OneOrMore }

/// <summary>A sentry's on-part that waits for an event of a case file item, by item id (CMMN 1.1, 5.4.6.4).</summary>
public readonly record struct FilePartPlan(string Item, CaseFileTransition Transition);
