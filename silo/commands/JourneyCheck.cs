using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>journeys check FILE...</c>: prints each diagnostic; 1 when there is an error among them.</summary>
internal static class JourneyCheck
{
    public static async Task<int> RunAsync(FileInfo[] files, CommandOutput output, CancellationToken cancel)
    {
        var (code, checkedFiles) = (CommandLine.Done, new List<object>());
        foreach (var file in files)
        {
            var read = DefinitionReader.Read(await JourneysCommand.ReadAsync(file, cancel));
            foreach (var d in read.Diagnostics)
                output.Say($"{file}: {SeverityOf(d)} {d.Code}{(d.Node.Length > 0 ? " at " + d.Node : "")}: {d.Message} {d.Fix}");
            var errors = read.Diagnostics.Count(d => d.Severity == Severity.Error);
            if (errors > 0) code = CommandLine.Failed;
            output.Say($"{file}: {read.DefinitionId}, {errors} error(s), {read.Diagnostics.Count - errors} warning(s)");
            var diagnostics = read.Diagnostics.Select(d => new { severity = SeverityOf(d), code = d.Code, node = d.Node, message = d.Message, fix = d.Fix });
            checkedFiles.Add(new { file = file.ToString(), id = read.DefinitionId, errors, diagnostics });
        }
        return output.End(code, ("journeys", checkedFiles));
    }

    private static string SeverityOf(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error ? "error" : "warning";
}
