using System.Diagnostics.CodeAnalysis;

namespace JourneyOrchestrator.Conformance;

/// <summary>Which cases run, and what is printed of them.</summary>
/// <param name="Only">Ids that run; empty: all.</param>
/// <param name="Failed">Prints each case that fails, with what was expected.</param>
/// <param name="Explain">Prints everything about this case.</param>
public sealed record RunOptions(IReadOnlySet<string> Only, bool Failed, string? Explain)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out RunOptions? options, [NotNullWhen(false)] out string? problem)
    {
        (options, problem) = (null, null);
        var only = new HashSet<string>(StringComparer.Ordinal);
        var failed = false;
        string? explain = null;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--failed": failed = true; break;
                case "--only" when i + 1 < args.Length: only.UnionWith(args[++i].Split(',', StringSplitOptions.RemoveEmptyEntries)); break;
                case "--explain" when i + 1 < args.Length: explain = args[++i]; break;
                default:
                    problem = $"'{args[i]}' is not an option, or lacks its value.";
                    return false;
            }
        }
        options = new RunOptions(only, failed, explain);
        return true;
    }

    public bool Wants(string id) => Explain is not null ? id == Explain : Only.Count == 0 || Only.Contains(id);
}

/// <summary>How many cases passed, failed, or could not be judged.</summary>
public readonly record struct Tally(int Passed, int Failed, int Skipped);
