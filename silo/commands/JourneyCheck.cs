using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>journeys check FILE...</c>: prints each diagnostic; 1 when there is an error among them.</summary>
internal static class JourneyCheck
{
    public static async Task<int> RunAsync(FileInfo[] files, CommandOutput output, CancellationToken cancel)
    {
        var (code, checkedFiles) = (CommandLine.Done, new List<object>());
        var contents = new List<byte[]>();
        foreach (var file in files) contents.Add(await JourneysCommand.ReadAsync(file, cancel));
        var library = LibraryOf(contents);
        foreach (var (file, definition) in files.Zip(contents))
        {
            var read = DefinitionReader.Read(definition, library, 0);
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

    /// <summary>Files that are checked together may use each other as activities.</summary>
    private static DefinitionLibrary LibraryOf(IEnumerable<byte[]> contents) =>
        new(contents.Select(json => (Json: json, Read: DefinitionReader.Read(json))).Where(d => d.Read.DefinitionId.Length > 0).Select(d => new PublishedDefinition(d.Read.DefinitionId, d.Read.Version, 0, d.Json)));

    private static string SeverityOf(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error ? "error" : "warning";
}
