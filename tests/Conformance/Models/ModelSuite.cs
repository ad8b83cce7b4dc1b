using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Writers;
using JourneyOrchestrator.Workflows.Writers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Conformance.Models;

/// <summary>
/// Reads each CMMN file of a folder, writes what came of it, reads that, and compares the plans; the same by way of Elsa JSON. That is stricter: a model that it refuses, with a
/// diagnostic, is told and has not failed.
/// </summary>
internal static class ModelSuite
{
    public static Tally Run(string folder, RunOptions options)
    {
        var (passed, failed, byElsa) = (0, 0, 0);
        var unknown = options.Only.ToHashSet(StringComparer.Ordinal);
        foreach (var file in Files(folder))
        {
            var id = Path.GetFileName(file);
            unknown.Remove(id);
            if (!options.Wants(id)) continue;
            var problem = Judge(File.ReadAllBytes(file), options.Explain == id);
            if (problem is null) passed++;
            else failed++;
            var refusal = problem is null ? Refusal(File.ReadAllBytes(file)) : null;
            if (problem is null && refusal is null) byElsa++;
            if (refusal is not null) Console.WriteLine($"note {Path.GetRelativePath(folder, file)} is refused as Elsa JSON: {refusal}");
            if (options.Explain == id || (options.Failed && problem is not null)) Console.WriteLine($"{(problem is null ? "ok" : "FAIL")} {Path.GetRelativePath(folder, file)} {problem}");
        }
        Console.WriteLine($"{byElsa} of {passed} by way of Elsa JSON as well");
        foreach (var id in unknown) Console.WriteLine($"FAIL {id} is not in the folder");
        return new Tally(passed, failed + unknown.Count, 0);
    }

    private static IEnumerable<string> Files(string folder) => File.Exists(folder) ? [folder]
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".cmmn" or ".xml" || f.EndsWith(".cmmn.xml", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string? Judge(byte[] xml, bool explain)
    {
        var read = CmmnReader.Read(xml);
        if (read.HasErrors) return "is not read: " + Told(read.Diagnostics);
        foreach (var plan in read.Plans)
            if ((Cmmn(plan, xml, explain) ?? Elsa(plan, xml, explain)) is { } problem) return $"{plan.Id}: {problem}";
        return read.Plans.Count == 0 ? "has no case" : null;
    }

    private static string? Refusal(byte[] xml)
    {
        var refused = CmmnReader.Read(xml).Plans.Select(plan => ElsaWriter.Write(plan, xml)).FirstOrDefault(written => written.Document is null);
        return refused is null ? null : Told(refused.Diagnostics);
    }

    private static string? Cmmn(JourneyPlan plan, byte[] xml, bool explain)
    {
        var written = CmmnWriter.Write(plan, xml);
        if (written.Document is not { } document) return "is not exported: " + Told(written.Diagnostics);
        if (explain) Console.WriteLine(System.Text.Encoding.UTF8.GetString(document));
        var again = CmmnReader.Read(document);
        if (again.HasErrors) return "the export is not read: " + Told(again.Diagnostics);
        return again.Plans is [var only] ? PlanDifference.First(plan, only) : $"the export has {again.Plans.Count} cases";
    }

    private static string? Elsa(JourneyPlan plan, byte[] xml, bool explain)
    {
        if (ElsaWriter.Write(plan, xml).Document is not { } document) return null;
        if (explain) Console.WriteLine(System.Text.Encoding.UTF8.GetString(document));
        var again = ElsaReader.Read(document);
        if (again.HasErrors) return "the Elsa JSON is not read: " + Told(again.Diagnostics);
        if (PlanDifference.First(plan, again.Plan!) is { } difference) return "as Elsa JSON: " + difference;
        // And back, as a designer's export would go.
        var back = DefinitionWriter.Convert(document, DefinitionFormat.Cmmn);
        return back.Document is { } cmmn ? PlanDifference.First(plan, CmmnReader.Read(cmmn).Plans[0]) : "is not exported from Elsa JSON: " + Told(back.Diagnostics);
    }

    private static string Told(IEnumerable<Diagnostic> diagnostics) => string.Join(' ', diagnostics.Select(d => $"{d.Code} {d.Node}: {d.Message}"));
}
