using System.CommandLine;
using System.Globalization;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Silo.Serving.Access;

namespace JourneyOrchestrator.Silo.Commands.Keys;

/// <summary><c>keys add NAME --scopes S,S [--customer ID | [--as PERSON] [--roles R,R]] [--expires DATE] [--rate N] [--given]</c>: makes a key and prints it, this once.</summary>
internal static class KeyAdding
{
    /// <summary>What a key for one customer may have: nothing that concerns all.</summary>
    private static readonly string[] BoundScopes = ["ingest", "read", "act"];

    private static readonly Argument<string> Name = new("NAME") { Description = "A name for the key; for tracking SDKs it names the source of their events." };
    private static readonly Option<string> Scopes = new("--scopes") { Description = $"What it may do: {string.Join(", ", ScopeNames.All)}, separated by commas.", Required = true };
    private static readonly Option<string?> Customer = new("--customer") { Description = "The only customer that it is for: a key for that customer's own app." };
    private static readonly Option<string?> Person = new("--as") { Description = "The member of staff whose key it is: acts are that person's and nobody else's." };
    private static readonly Option<string?> Roles = new("--roles") { Description = "Roles that its bearer has in every case, separated by commas; empty, with --as: only those that a case gives to that person. Left out: all." };
    private static readonly Option<string?> Expires = new("--expires") { Description = "Until when it works: a date (UTC, its begin) or an RFC 3339 time." };
    private static readonly Option<int?> Rate = new("--rate") { Description = "Requests a second." };
    private static readonly Option<bool> Given = new("--given") { Description = $"The key is the one in {KeyText.Variable}; when it is there already, nothing is done." };

    public static Command Build()
    {
        var command = new Command("add", "Makes a key and prints it, this once.") { Name, Scopes, Customer, Person, Roles, Expires, Rate, Given, CommandOutput.Option };
        command.SetAction(parsed => Run(parsed, HostSettings.From(parsed).Data, CommandOutput.Of(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed, string data, CommandOutput output)
    {
        if (parsed.GetValue(Given)) return TakeGiven(parsed, data, output);
        var text = KeyText.Make();
        var key = Record(parsed, text);
        Add(key, data);
        output.Say(text);
        Console.Error.WriteLine("Keep it now: only its hash is stored, and it is not shown again. A running host takes it within a second.");
        return output.End(CommandLine.Done, ("key", text), ("added", Members(key)));
    }

    /// <summary>For whoever starts hosts by a script, which may run again: the same key twice is one.</summary>
    private static int TakeGiven(ParseResult parsed, string data, CommandOutput output)
    {
        var text = Environment.GetEnvironmentVariable(KeyText.Variable);
        if (text is null || !KeyText.Looks(text)) throw new RefusedException($"--given: {KeyText.Variable} holds no key. It must be {KeyText.Form}.");
        var key = Record(parsed, text);
        var known = new ApiKeyFile(data).Read().FirstOrDefault(other => other.Name == key.Name && other.Sha256 == key.Sha256);
        if (known is null) Add(key, data);
        output.Say(known is null ? $"{key.Name} is added." : $"{key.Name} was there already.");
        return output.End(CommandLine.Done, ("added", Members(known ?? key)));
    }

    private static void Add(ApiKeyRecord key, string data) =>
        new ApiKeyFile(data).Change(keys => keys.Any(other => other.Name == key.Name)
            ? throw new RefusedException($"There is a key '{key.Name}' already. Use another name, or revoke that one before.")
            : [.. keys, key]);

    private static ApiKeyRecord Record(ParseResult parsed, string text)
    {
        var (name, now) = (parsed.GetValue(Name)!, DateTimeOffset.UtcNow);
        string[] scopes = [.. parsed.GetValue(Scopes)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (scopes.FirstOrDefault(s => !ScopeNames.All.Contains(s)) is { } unknown)
            throw new RefusedException($"--scopes: there is no scope '{unknown}'. There are {string.Join(", ", ScopeNames.All)}.");
        var customer = parsed.GetValue(Customer);
        if (customer is not null && Names.Check("/customer", customer) is { } problem) throw new RefusedException($"--customer: {problem.Message} {problem.Fix}");
        if (customer is not null && scopes.Except(BoundScopes).FirstOrDefault() is { } wide)
            throw new RefusedException($"--scopes: a key for one customer can't have '{wide}', which concerns all. It can have {string.Join(", ", BoundScopes)}.");
        var key = new ApiKeyRecord(name, scopes, KeyText.Hash(text), now)
        {
            Expires = ExpiryOf(parsed.GetValue(Expires), now), Customer = customer is null ? null : KeyText.Seal(text, customer), Rate = parsed.GetValue(Rate),
            Person = parsed.GetValue(Person), Roles = RolesOf(parsed.GetValue(Roles)),
        };
        return key.Flaw() is { } flaw ? throw new RefusedException($"It can't be made: {flaw}.") : key;
    }

    private static string[]? RolesOf(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();

    private static DateTimeOffset? ExpiryOf(string? text, DateTimeOffset now)
    {
        if (text is null) return null;
        if (!Rfc3339.TryParse(text, out var time))
            time = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
                : throw new RefusedException($"--expires {text}: use a date such as 2031-12-31, or a time such as 2031-12-31T18:00:00Z.");
        return time > now ? time : throw new RefusedException($"--expires {text} is past.");
    }

    /// <summary>What programs are told of a key.</summary>
    public static object Members(ApiKeyRecord key) =>
        new { name = key.Name, scopes = key.Scopes, createdAt = key.CreatedAt, expires = key.Expires, forOneCustomer = key.Customer is not null, person = key.Person, roles = key.Roles, rate = key.Rate };
}
