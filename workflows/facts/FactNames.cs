using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>Names of enumerated values in the journal and on the wire: CMMN's own, in camel case.</summary>
public static class FactNames
{
    public static string Of(ItemTransition value) => Names<ItemTransition>.Of(value);
    public static string Of(CaseTransition value) => Names<CaseTransition>.Of(value);
    public static string Of(ItemState value) => Names<ItemState>.Of(value);
    public static string Of(CaseStatus value) => Names<CaseStatus>.Of(value);
    public static string Of(RuleKind value) => Names<RuleKind>.Of(value);

    public static ItemTransition ItemTransition(string name) => Names<ItemTransition>.Parse(name);
    public static CaseTransition CaseTransition(string name) => Names<CaseTransition>.Parse(name);
    public static RuleKind RuleKind(string name) => Names<RuleKind>.Parse(name);

    /// <summary>Camel-case names of an enum; an unknown name fails loudly, since it means a journal of a newer version.</summary>
    public static class Names<T> where T : struct, Enum
    {
        private static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().Distinct()
            .ToDictionary(v => v, v => char.ToLowerInvariant(v.ToString()[0]) + v.ToString()[1..]);
        private static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

        public static string Of(T value) => ByValue[value];

        public static T Parse(string name) => ByName.TryGetValue(name, out var value)
            ? value
            : throw new NewerJournalException($"'{name}' is not a known {typeof(T).Name}.");

        public static bool TryParse(string name, out T value) => ByName.TryGetValue(name, out value);
    }
}
