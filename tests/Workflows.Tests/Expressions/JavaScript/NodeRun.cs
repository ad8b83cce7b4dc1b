using System.Diagnostics;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>A test against JavaScript itself; skipped where Node is not there.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodeRun.IsHere) Skip = "Node is not here; without it nothing can be compared with JavaScript itself.";
    }
}

/// <summary>Runs scripts in one process of Node, with functions like Elsa's.</summary>
internal static class NodeRun
{
    /// <summary>Reads surroundings and scripts from its input; writes for each its value, or null where something was thrown or no JSON can say it.</summary>
    private const string Program = """
        const { vars, input, case: about, scripts } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        globalThis.variables = vars;
        globalThis.getVariable = name => name in vars ? vars[name] : null;
        globalThis.getInput = name => name in input ? input[name] : null;
        const getter = name => 'get' + name.replace(/(?:[ _-]+|^)([a-zA-Z])/g, (_, letter) => letter.toUpperCase());
        for (const name in input) globalThis[getter(name)] = () => input[name];
        for (const name in vars) globalThis[getter(name)] = () => vars[name];
        const functions = { getCorrelationId: 'correlationId', getWorkflowInstanceId: 'id', getWorkflowInstanceName: 'name', getWorkflowDefinitionId: 'journey', getWorkflowDefinitionVersion: 'version' };
        for (const name in functions) globalThis[name] = () => about[functions[name]];
        globalThis.isNullOrEmpty = text => text == null || text === '';
        globalThis.isNullOrWhiteSpace = text => text == null || text.trim() === '';
        const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
        const kept = (_, value) => {
          if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('no number');
          if (typeof value === 'function') throw new Error('a function');
          return typeof value === 'string' ? value.replace(halves, '\ufffd') : value === undefined ? null : value;
        };
        const run = script => {
          try { return JSON.stringify(/^\s*return\b/.test(script) ? new Function(script)() : (0, eval)(script), kept); } catch { return null; }
        };
        process.stdout.write(JSON.stringify(scripts.map(run)));
        """;

    public static bool IsHere { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    /// <summary>The value of each script; null where Node throws, or gives a number that is none.</summary>
    public static async Task<Value?[]> Of(IEnumerable<string> scripts)
    {
        using var surroundings = JsonDocument.Parse(JsEvaluation.Surroundings);
        var input = surroundings.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (object)p.Value);
        input["scripts"] = scripts;
        using var process = Process.Start(new ProcessStartInfo("node", ["-e", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return [.. JsonSerializer.Deserialize<string?[]>(output)!.Select(json => json is null ? (Value?)null : ValueJson.Parse(System.Text.Encoding.UTF8.GetBytes(json)))];
    }
}
