using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>The case file (chapter 10 of the notes): items without parts, which hold a number or nothing.</summary>
internal sealed partial class NaiveCase
{
    private readonly Dictionary<string, long> file = [];

    private bool WriteOne(string name, long? value)
    {
        if (!Runs || (value is null && !file.ContainsKey(name))) return false;
        if (value is { } number) TellFile(Write(new Dictionary<string, long> { [name] = number }, CaseFileTransition.Replace));
        else
        {
            file.Remove(name);
            Log.Add($"file {name} Delete");
            TellFile([new FilePartPlan(name, CaseFileTransition.Delete)]);
        }
        changed = true;
        return true;
    }

    /// <summary>R63: all are there before anything is told.</summary>
    private bool SetFiles(long value)
    {
        if (Root.IsOver) return false;
        TellFile(Write(RandomPlan.Files.ToDictionary(name => name, _ => value), CaseFileTransition.Update));
        changed = true;
        return true;
    }

    /// <summary>R61. Answers the events, items in model order.</summary>
    private List<FilePartPlan> Write(IReadOnlyDictionary<string, long> values, CaseFileTransition change)
    {
        List<FilePartPlan> events = [];
        foreach (var name in RandomPlan.Files.Where(values.ContainsKey))
        {
            events.Add(new FilePartPlan(name, file.ContainsKey(name) ? change : CaseFileTransition.Create));
            file[name] = values[name];
            Log.Add($"file {name} {events[^1].Transition}");
        }
        return events;
    }

    private void TellFile(List<FilePartPlan> events, int? youngest = null)
    {
        foreach (var part in events)
        {
            var told = new Event(null, default, null, youngest ?? items.Count, part);
            agenda.Enqueue(() => Hear(told));
        }
    }
}
