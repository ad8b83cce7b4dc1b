using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>A line of a Dockerfile, continued lines joined.</summary>
internal sealed record Instruction(string Name, string Text)
{
    /// <summary>Its words without options; of the form that is a list, those of the list.</summary>
    public string[] Words => Text.IndexOf('[', StringComparison.Ordinal) is var list and >= 0
        ? JsonSerializer.Deserialize<string[]>(Text[list..])!
        : [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal))];

    public string? Option(string name) => Regex.Match(Text, $"--{name}=(\\S+)") is { Success: true } match ? match.Groups[1].Value : null;
}

/// <summary>A part that begins with FROM.</summary>
internal sealed record Stage(string Name, string From, IReadOnlyList<Instruction> Instructions)
{
    public bool Has(string instruction) => Instructions.Any(i => i.Name == instruction);

    public IEnumerable<Instruction> All(string instruction) => Instructions.Where(i => i.Name == instruction);

    public Instruction Only(string instruction) => Instructions.Single(i => i.Name == instruction);
}

/// <summary>The Dockerfile that ships.</summary>
internal sealed partial class Dockerfile
{
    private Dockerfile(IReadOnlyList<Stage> stages) => Stages = stages;

    public IReadOnlyList<Stage> Stages { get; }

    public static Dockerfile Read()
    {
        var text = string.Join('\n', File.ReadLines(Path.Combine(Files.Root, "Dockerfile")).Where(line => !line.StartsWith('#')));
        var all = Continued().Replace(text, " ").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Select(parts => new Instruction(parts[0], parts[1].Trim()));
        var stages = new List<(string[] From, List<Instruction> Steps)>();
        foreach (var instruction in all)
        {
            if (instruction.Name == "FROM") stages.Add((instruction.Words, []));
            else stages[^1].Steps.Add(instruction);
        }
        return new Dockerfile([.. stages.Select(stage => new Stage(stage.From is [_, "AS", var name] ? name : "", stage.From[0], stage.Steps))]);
    }

    public Stage Stage(string name) => Stages.Single(stage => stage.Name == name);

    /// <summary>A stage with those that it goes on from, the first one first.</summary>
    public IReadOnlyList<Stage> Chain(string name)
    {
        var stage = Stage(name);
        return Stages.Any(other => other.Name == stage.From) ? [.. Chain(stage.From), stage] : [stage];
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();
}
