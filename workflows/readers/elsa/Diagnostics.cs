using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Collects diagnostics in the order in which they are found.</summary>
internal sealed class Diagnostics
{
    /// <summary>Beyond this many diagnostics nothing is suggested any more: looking for what was meant takes time.</summary>
    private const int SuggestionsMax = 100;

    private readonly List<Diagnostic> all = [];

    public IReadOnlyList<Diagnostic> All => all;

    public void Error(string code, string node, string message, string fix) => all.Add(new Diagnostic(code, Severity.Error, node, message, fix));

    public void Warning(string code, string node, string message, string fix) => all.Add(new Diagnostic(code, Severity.Warning, node, message, fix));

    /// <summary>"Did you mean", or what to do otherwise.</summary>
    public string Suggest(string name, IEnumerable<string> known, string otherwise) =>
        all.Count < SuggestionsMax && CelSuggestions.Nearest(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;
}
