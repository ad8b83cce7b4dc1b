using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>Receives a fact's fields. "Personal" values are sealed under the person's key; everything else stays readable, so it must
/// hold structure only: ids of definitions and items, transitions, ordinals, times.</summary>
public interface IFactWriter
{
    void Text(string name, string? value);
    void Number(string name, long value);
    void Flag(string name, bool value);
    void Time(string name, DateTimeOffset? value);
    void Texts(string name, ImmutableArray<string> values);
    void Case(CaseId id);
    void Rule(Rule rule);
    void PersonalText(string name, string? value);
    void Personal(string name, in Value value);
}

/// <summary>Gives a fact's fields back. A personal value whose key was destroyed reads as null: the fact still folds.</summary>
public interface IFactReader
{
    string Text(string name);
    string? OptionalText(string name);
    long Number(string name);
    bool Flag(string name);
    DateTimeOffset? Time(string name);
    ImmutableArray<string> Texts(string name);
    CaseId Case();
    Rule Rule();
    string? PersonalText(string name);
    Value Personal(string name);
}
