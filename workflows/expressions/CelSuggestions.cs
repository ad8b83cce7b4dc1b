namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Finds what somebody may have meant.</summary>
public static class CelSuggestions
{
    private const int LengthMax = 100;

    /// <summary>The nearest of the known names by edit distance; null when none is near, or the name is longer than 100.</summary>
    public static string? Nearest(string name, IEnumerable<string> known) => name.Length > LengthMax ? null : known
        .Where(k => Math.Abs(k.Length - name.Length) <= Math.Max(1, name.Length / 3))
        .Select(k => (Name: k, Distance: Distance(name, k)))
        .Where(k => k.Distance <= Math.Max(1, name.Length / 3))
        .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
        .Select(k => k.Name).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + same, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[b.Length];
    }
}
