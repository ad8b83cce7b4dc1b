namespace Browser.Tests;

/// <summary>What a test in the browser needs on this machine.</summary>
internal static class Parts
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static string? Chromium { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    public static string Pages { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static string Axe { get; } = Path.Combine(Root(AppContext.BaseDirectory), "web", "node_modules", "axe-core", "axe.min.js");

    public static string? Missing =>
        Chromium is null ? "Chromium is not installed."
        : !File.Exists(Path.Combine(Pages, "index.html")) ? "The pages were not built: Node.js was not there."
        : !File.Exists(Axe) ? "axe-core is not installed in web/node_modules."
        : null;

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "JourneyOrchestrator.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}

/// <summary>A test of the pages in the system's own Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Parts.Missing;
}

/// <summary>The same, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Parts.Missing;
}
