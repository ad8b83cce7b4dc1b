using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Readers;

/// <summary>Collects diagnostics in the order in which they are found.</summary>
internal sealed class Diagnostics
{
    /// <summary>Beyond this many diagnostics nothing is suggested any more, and among no more names: looking for what was meant takes time.</summary>
    private const int SuggestionsMax = 50, NamesMax = 1000;

    /// <summary>Names that a sentence lists at most.</summary>
    private const int ListedMax = 20;

    private readonly List<Diagnostic> all = [];

    public IReadOnlyList<Diagnostic> All => all;

    public void Error(string code, string node, string message, string fix) => all.Add(new Diagnostic(code, Severity.Error, node, message, fix));

    public void Warning(string code, string node, string message, string fix) => all.Add(new Diagnostic(code, Severity.Warning, node, message, fix));

    /// <summary>"Did you mean", or what to do otherwise.</summary>
    public string Suggest(string name, IEnumerable<string> known, string otherwise) =>
        all.Count < SuggestionsMax && CelSuggestions.Nearest(name, known.Take(NamesMax)) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;

    /// <summary>"a, b or c", the first of many.</summary>
    public static string OneOf(IReadOnlyCollection<string> names) =>
        names.Count > ListedMax ? $"{string.Join(", ", names.Take(ListedMax))} …"
        : names.Count > 1 ? $"{string.Join(", ", names.SkipLast(1))} or {names.Last()}" : string.Concat(names);
}
