namespace JourneyOrchestrator.Operations.Tests.Harness;

/// <summary>A test that needs programs of the machine: skipped, with a message, where one of them is missing.</summary>
internal sealed class FactIfAttribute : FactAttribute
{
    public FactIfAttribute(params string[] programs)
    {
        if (programs.FirstOrDefault(program => !IsThere(program)) is { } missing) Skip = $"{missing} is not on the path.";
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
