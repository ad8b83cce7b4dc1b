using System.Globalization;

namespace JourneyOrchestrator.Bench;

/// <summary>One line of the table. <paramref name="Value"/> and <paramref name="Reach"/> are texts with their units.</summary>
internal sealed record Result(string What, string Value, string Reach = "")
{
    /// <summary>A number with at most three digits that matter, and its unit.</summary>
    public static string Number(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(value < 10 ? value.ToString("0.00", CultureInfo.InvariantCulture) : value < 100 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("#,0", CultureInfo.InvariantCulture))} {unit}");

    public static string Percent(double part, double whole) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:0.0} %");

    /// <summary>Prints the results as a Markdown table.</summary>
    public static void Print(IReadOnlyList<Result> results, TextWriter to)
    {
        var (what, value) = (results.Max(r => r.What.Length), results.Max(r => r.Value.Length));
        var reach = Math.Max("reach".Length, results.Max(r => r.Reach.Length));
        to.WriteLine($"| {"what".PadRight(what)} | {"measured".PadRight(value)} | {"reach".PadRight(reach)} |");
        to.WriteLine($"|{new string('-', what + 2)}|{new string('-', value + 2)}|{new string('-', reach + 2)}|");
        foreach (var result in results) to.WriteLine($"| {result.What.PadRight(what)} | {result.Value.PadRight(value)} | {result.Reach.PadRight(reach)} |");
    }
}
