using System.CommandLine;
using JourneyOrchestrator.Silo.Hosting;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>What a host is started with.</summary>
/// <param name="Urls">Addresses to listen at, separated by semicolons.</param>
/// <param name="Data">Data directory.</param>
/// <param name="Feeds">File of feeds to read; null: none.</param>
/// <param name="MemoryBytes">Memory for customers; whoever was not used lately leaves it when it is full.</param>
/// <param name="Postgres">Where journal and keys are; null: in files of the data directory.</param>
/// <param name="Log">How the log is written.</param>
public sealed record HostSettings(string Urls, string Data, bool AllowPrivateWebhooks, string? Feeds, long MemoryBytes, PostgresSettings? Postgres, LogFormat Log)
{
    /// <summary>By which one says that receivers know another webhook secret than the journal.</summary>
    public const string NewSecretName = "--new-webhook-secret";

    public bool NewWebhookSecret { get; init; }

    /// <summary>Where a host keeps what it knows.</summary>
    public OrchestratorSettings Place => new(Data) { Postgres = Postgres, NewWebhookSecret = NewWebhookSecret };

    private static readonly Option<string> UrlsOption = new("--urls")
    {
        Description = "Addresses to listen at.", DefaultValueFactory = _ => "http://127.0.0.1:5080", Recursive = true,
    };

    private static readonly Option<string> DataOption = new("--data")
    {
        Description = "Data directory.", DefaultValueFactory = _ => "./data", Recursive = true,
    };

    private static readonly Option<string> StoreOption = new("--store")
    {
        Description = "Where the journal is: sqlite, in the data directory; postgres, where JOURNEY_POSTGRES says.", DefaultValueFactory = _ => "sqlite", Recursive = true,
    };

    private static readonly Option<bool> AllowPrivateOption = new("--allow-private-webhooks")
    {
        Description = "Let webhooks call loopback and private addresses.", Recursive = true,
    };

    private static readonly Option<bool> NewSecretOption = new(NewSecretName)
    {
        Description = "The webhook secret is a new one that receivers have: with --store postgres, which refuses another one than before.", Recursive = true,
    };

    private static readonly Option<string?> FeedsOption = new("--feeds") { Description = "A file of feeds to read: docs/feeds.md.", Recursive = true };

    private static readonly Option<int> MemoryOption = new("--memory")
    {
        Description = "Memory for customers, in MiB.", DefaultValueFactory = _ => 512, Recursive = true,
    };

    /// <summary>Options of the program as a whole, known to every command.</summary>
    public static IReadOnlyList<Option> Options { get; } = [UrlsOption, DataOption, StoreOption, PostgresOption.FileOption, AllowPrivateOption, NewSecretOption, FeedsOption, MemoryOption, LogOption.Option];

    /// <summary>True when the data directory was named, and is not the default.</summary>
    public static bool NamesData(ParseResult parsed) => parsed.GetResult(DataOption) is { Implicit: false };

    /// <summary>The addresses alone, for a command that needs no more.</summary>
    public static string UrlsOf(ParseResult parsed) => parsed.GetValue(UrlsOption)!;

    /// <exception cref="RefusedException">A setting can't be used.</exception>
    public static HostSettings From(ParseResult parsed)
    {
        var data = parsed.GetValue(DataOption)!;
        if (data.Length == 0) throw new RefusedException("--data is empty. Name a directory.");
        var memory = parsed.GetValue(MemoryOption);
        if (memory < 1) throw new RefusedException($"--memory {memory}: use a number of MiB, at least 1.");
        return new HostSettings(UrlsOf(parsed), data, parsed.GetValue(AllowPrivateOption), parsed.GetValue(FeedsOption), memory * 1024L * 1024, PostgresOf(parsed), LogOption.Read(parsed))
        {
            NewWebhookSecret = parsed.GetValue(NewSecretOption),
        };
    }

    private static PostgresSettings? PostgresOf(ParseResult parsed)
    {
        var store = parsed.GetValue(StoreOption)!;
        if (store == "postgres") return PostgresOption.Read(parsed);
        if (store != "sqlite") throw new RefusedException($"--store {store}: there is no such store. Use sqlite or postgres.");
        if (parsed.GetValue(PostgresOption.FileOption) is not null) throw new RefusedException($"{PostgresOption.FileOption.Name} goes with --store postgres.");
        if (parsed.GetValue(NewSecretOption)) throw new RefusedException($"{NewSecretName} goes with --store postgres; a host on files takes the secret of its data directory as it is.");
        return null;
    }
}
