using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>journeys check FILE...</c>: prints each diagnostic; 1 when there is an error among them.</summary>
internal static class JourneyCheck
{
    public static async Task<int> RunAsync(FileInfo[] files, CancellationToken cancel)
    {
        var code = CommandLine.Done;
        foreach (var file in files)
        {
            var read = ElsaReader.Read(await JourneysCommand.ReadAsync(file, cancel));
            foreach (var d in read.Diagnostics)
                Console.WriteLine($"{file}: {(d.Severity == Severity.Error ? "error" : "warning")} {d.Code}{(d.Node.Length > 0 ? " at " + d.Node : "")}: {d.Message} {d.Fix}");
            var errors = read.Diagnostics.Count(d => d.Severity == Severity.Error);
            if (errors > 0) code = CommandLine.Failed;
            Console.WriteLine($"{file}: {read.DefinitionId}, {errors} error(s), {read.Diagnostics.Count - errors} warning(s)");
        }
        return code;
    }
}
