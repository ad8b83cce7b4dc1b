using JourneyOrchestrator.Workflows.Kernel.Migrations;

namespace JourneyOrchestrator.ClientApi.Tests.Migrations;

/// <summary>docs/migration.md explains each code, and no other.</summary>
public sealed class MigrationDocTests
{
    [Fact]
    public async Task Every_code_is_explained()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(NodeClients.Root, "docs", "migration.md"));
        var tables = page[page.IndexOf("## Conflicts", StringComparison.Ordinal)..].Split("| code | what |");

        Assert.Equal(MigrationCodes.Conflicts, Codes(tables[1]));
        Assert.Equal(MigrationCodes.Told, Codes(tables[2]));
    }

    private static IEnumerable<string> Codes(string table) => table.Split("\n\n")[0].Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)).Select(row => row.Split('`')[1]);
}
