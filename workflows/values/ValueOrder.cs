namespace JourneyOrchestrator.Workflows.Values;

/// <summary>Total order of map keys: by kind, then by value; strings ordinal. It makes what is written canonical.</summary>
internal static class ValueOrder
{
    public static int Compare(in Value a, in Value b)
    {
        if (a.Kind != b.Kind) return a.Kind.CompareTo(b.Kind);
        return a.Kind switch
        {
            ValueKind.String => string.CompareOrdinal(a.AsString(), b.AsString()),
            ValueKind.Int => a.AsInt().CompareTo(b.AsInt()),
            ValueKind.UInt => a.AsUInt().CompareTo(b.AsUInt()),
            ValueKind.Bool => a.AsBool().CompareTo(b.AsBool()),
            _ => throw new ArgumentException($"A map key is a string, an integer or a truth value, not {a.Kind}."),
        };
    }
}
