using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Examples;

/// <summary>Runs <c>docs/examples.md</c> and <c>docs/client.md</c> against a real host, and compares what the pages say that they print.</summary>
public sealed class ExampleTests(ExampleHost host) : IClassFixture<ExampleHost>, IDisposable
{
    private const string Address = "http://127.0.0.1:5080";

    private static readonly Page Examples = Read("examples.md"), Client = Read("client.md");

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Every_language_of_the_pages_is_run()
    {
        Assert.Equal(["sh", "csharp", "ts", "python"], Examples.Languages);
        Assert.Equal(["csharp"], Client.Languages);
    }

    [FactIf("bash", "curl")]
    public async Task Curl() => await PrintsAsync(Examples, "sh", "example.sh", () => Tool.RunAsync("bash", scratch["example.sh"]));

    [FactIf("python3")]
    public async Task Python() => await PrintsAsync(Examples, "python", "example.py", () => Tool.RunAsync("python3", scratch["example.py"]));

    [FactIf("node", "npm")]
    public Task TypeScript() => PrintsAsync(Examples, "ts", "example.ts", async () =>
    {
        var folder = Path.Combine(Files.Root, "tests", "Examples");
        var compiler = Path.Combine(folder, "node_modules", "typescript", "bin", "tsc");
        if (!File.Exists(compiler)) await Tool.RunAsync("npm", "ci", "--no-audit", "--no-fund", "--prefix", folder);
        File.Copy(Path.Combine(folder, "tsconfig.json"), scratch["tsconfig.json"]);
        await File.WriteAllTextAsync(scratch["package.json"], """{"type":"module"}""");
        await Tool.RunAsync("node", compiler, "-p", scratch.Path);
        return await Tool.RunAsync("node", scratch["example.js"]);
    });

    [Fact]
    public Task CSharp() => PrintsAsync(Examples, "csharp", "example.cs", BuildAndRunAsync);

    [Fact]
    public Task The_page_of_the_client() => PrintsAsync(Client, "csharp", "example.cs", BuildAndRunAsync);

    private async Task<string> BuildAndRunAsync()
    {
        await File.WriteAllTextAsync(scratch["example.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><Reference Include="{AppContext.BaseDirectory}/JourneyOrchestrator.Client.dll" /></ItemGroup>
            </Project>
            """);
        // Neither a build node nor a compiler stays behind.
        await Tool.RunAsync("dotnet", "build", scratch["example.csproj"], "-o", scratch["out"], "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        return await Tool.RunAsync("dotnet", Path.Combine(scratch["out"], "example.dll"));
    }

    private static Page Read(string page) => new(File.ReadAllText(Path.Combine(Files.Root, "docs", page)));

    private async Task PrintsAsync(Page page, string language, string file, Func<Task<string>> run)
    {
        var (code, output) = page.Of(language);
        Assert.Contains(Address, code, StringComparison.Ordinal);
        await File.WriteAllTextAsync(scratch[file], code.Replace(Address, host.Url, StringComparison.Ordinal));
        Assert.Equal(output, (await run()).ReplaceLineEndings("\n"));
    }
}

/// <summary>One host for all languages, as a reader has one.</summary>
public sealed class ExampleHost : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private SiloProcess silo = null!;

    public string Url => silo.Url;

    public async Task InitializeAsync() => silo = await SiloProcess.ServeAsync(scratch["data"]);

    public Task DisposeAsync()
    {
        silo.Dispose();
        scratch.Dispose();
        return Task.CompletedTask;
    }
}
