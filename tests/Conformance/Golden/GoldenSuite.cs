using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Conformance.Golden;

/// <summary>
/// Decides the inputs of a golden journal anew and compares what is written, byte for byte: <c>golden FOLDER [--culture NAME] [--write]</c>. The folder
/// holds definitions, <c>inputs.json</c> and <c>journal.jsonl</c>; <c>--write</c> replaces the last.
/// </summary>
internal static class GoldenSuite
{
    private const string Inputs = "inputs.json", Journal = "journal.jsonl";

    public static int Run(string folder, string[] options)
    {
        var culture = options is ["--culture", var name, ..] ? new CultureInfo(name) : CultureInfo.CurrentCulture;
        var write = options is [.., "--write"];
        if (options.Length != (options is ["--culture", ..] ? 2 : 0) + (write ? 1 : 0))
        {
            Console.Error.WriteLine("usage: Conformance golden FOLDER [--culture NAME] [--write]");
            return 2;
        }
        (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture, culture);
        var written = Encoding.UTF8.GetBytes(string.Concat(Decide(folder).Select(line => line + "\n")));
        var path = Path.Combine(folder, Journal);
        if (write) File.WriteAllBytes(path, written);
        var (same, problem) = Compare(File.ReadAllBytes(path), written);
        // What it ran under, so that who starts it can see that it did.
        Console.WriteLine($"golden: {(same ? "the same" : problem)} (1,5 is {1.5.ToString(CultureInfo.CurrentCulture)}, I is {"I".ToLower(CultureInfo.CurrentCulture)}, zone {TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc))})");
        return same ? 0 : 1;
    }

    private static List<string> Decide(string folder)
    {
        var journeys = new JourneyCatalog(Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".json" or ".cmmn" && Path.GetFileName(f) != Inputs).Order(StringComparer.Ordinal).Select(Plan));
        var person = new GoldenPerson(journeys);
        using var inputs = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Inputs)));
        foreach (var step in inputs.RootElement.EnumerateArray()) person.Take(step);
        return person.Lines;
    }

    private static JourneyPlan Plan(string file)
    {
        var read = DefinitionReader.Read(File.ReadAllBytes(file));
        return read.Plan is { } plan && !read.HasErrors ? plan : throw new ScenarioRefusedException($"{file}: {string.Join(' ', read.Diagnostics.Select(d => $"{d.Node} {d.Message}"))}");
    }

    private static (bool Same, string Problem) Compare(byte[] kept, byte[] written)
    {
        if (kept.AsSpan().SequenceEqual(written)) return (true, "");
        var (old, now) = (Encoding.UTF8.GetString(kept).Split('\n'), Encoding.UTF8.GetString(written).Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(i => old.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return (false, $"line {line + 1} differs:\n  kept {old.ElementAtOrDefault(line)}\n  now  {now.ElementAtOrDefault(line)}\n");
    }
}
