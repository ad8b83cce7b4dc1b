using System.Globalization;

namespace JourneyOrchestrator.Bench;

/// <summary>What is measured, and how large.</summary>
/// <param name="Names">Names of measures; empty: something was not understood.</param>
/// <param name="Followers">Of the event of <c>crisis</c>.</param>
/// <param name="Signals">Of other customers beside it, a second.</param>
/// <param name="OnPostgres">On a PostgreSQL server that is started for it, not on files.</param>
internal sealed record Options(IReadOnlyList<string> Names, int Followers, int Signals, bool OnPostgres)
{
    private const int FollowersElse = 50_000, SignalsElse = 500;

    public static Options Read(IReadOnlyList<string> args)
    {
        var options = new Options([], FollowersElse, SignalsElse, false);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) options = options with { Names = [.. options.Names, args[i]] };
            else if (args[i] == "--store" && i + 1 < args.Count && args[i + 1] is "sqlite" or "postgres") options = options with { OnPostgres = args[++i] == "postgres" };
            else if (Number(args, ++i) is not { } number) return options with { Names = [] };
            else if (args[i - 1] == "--followers") options = options with { Followers = number };
            else if (args[i - 1] == "--signals") options = options with { Signals = number };
            else return options with { Names = [] };
        }
        return options;
    }

    private static int? Number(IReadOnlyList<string> args, int i) =>
        i < args.Count && int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
