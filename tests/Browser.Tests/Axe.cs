namespace Browser.Tests;

/// <summary>What axe-core says of a page.</summary>
internal static class Axe
{
    public static async Task FindsNothingSeriousAsync(Visit visit)
    {
        await visit.Page.EvaluateAsync(await File.ReadAllTextAsync(Parts.Axe));
        var found = await visit.Page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run()).violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes[0].html))");
        Assert.Equal("[]", found);
    }
}
