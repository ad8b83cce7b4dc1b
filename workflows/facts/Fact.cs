namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>
/// What a turn established. State is the fold of facts and nothing else. A fact writes itself field by field, so that a codec
/// can keep its structure plain and seal its personal values; <see cref="FactTypes"/> lists how each is read back.
/// Folding never reads a definition, a clock or time-zone data: whatever matters is in the fact.
/// </summary>
public abstract record Fact
{
    /// <summary>Stable name in the journal, e.g. <c>item.created</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Version of this fact's shape; the first is 1. A reader accepts every version up to its own.</summary>
    public virtual int Version => 1;

    /// <summary>Writes every field. Null and default values may be left out.</summary>
    public abstract void Write(IFactWriter writer);
}
