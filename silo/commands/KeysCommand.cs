using System.CommandLine;
using System.Globalization;
using System.Text;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Silo.Keys;
using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>keys add|list|revoke</c>: API keys of a data directory, whether or not a host runs on it.</summary>
internal static class KeysCommand
{
    private const int NameMax = 64;

    private static readonly Argument<string> Name = new("NAME") { Description = "Who the key is for: letters, digits, '-', '_' and '.'." };
    private static readonly Option<string> Scopes = new("--scopes") { Description = "What it may do: some of ingest, read, act, design, admin, separated by commas; or all.", Required = true };
    private static readonly Option<string?> Customer = new("--customer") { Description = "The only customer that it is for." };
    private static readonly Option<string?> Expires = new("--expires") { Description = "When it ends: a date or time, UTC (2027-12-31)." };
    private static readonly Option<int?> Rate = new("--rate") { Description = "Requests a second." };

    public static Command Build()
    {
        var add = new Command("add", "Makes a key and prints it, this once.") { Name, Scopes, Customer, Expires, Rate, CommandOutput.Option };
        add.SetAction(parsed => Add(HostSettings.From(parsed).Data, Wish(parsed), parsed.GetValue(Customer), CommandOutput.Of(parsed)));
        var list = new Command("list", "Shows the keys, without their texts.") { CommandOutput.Option };
        list.SetAction(parsed => List(HostSettings.From(parsed).Data, CommandOutput.Of(parsed)));
        var revoke = new Command("revoke", "Ends a key; a running host knows within a second or two.") { Name, CommandOutput.Option };
        revoke.SetAction(parsed => Revoke(HostSettings.From(parsed).Data, parsed.GetValue(Name)!, CommandOutput.Of(parsed)));
        var keys = new Command("keys", "API keys: makes, shows and ends them.") { add, list, revoke };
        keys.SetAction(_ => LaterCommands.RefuseWith("Say what to do: keys add, keys list or keys revoke."));
        return keys;
    }

    /// <summary>The key without its hash and customer.</summary>
    private static ApiKeyEntry Wish(ParseResult parsed)
    {
        var name = parsed.GetValue(Name)!;
        if (name.Length > NameMax || name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new RefusedException($"'{name}' is no name for a key: use up to {NameMax} letters, digits, '-', '_' and '.'.");
        var scopes = parsed.GetValue(Scopes)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _ = ApiKeyFile.ScopesOf(scopes);
        if (parsed.GetValue(Rate) is < 1) throw new RefusedException("--rate must be at least 1 request a second.");
        return new ApiKeyEntry(name, scopes, [], null, DateTimeOffset.UtcNow, ExpiresOf(parsed.GetValue(Expires)), parsed.GetValue(Rate));
    }

    private static DateTimeOffset? ExpiresOf(string? text)
    {
        if (text is null) return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            throw new RefusedException($"--expires {text} is no date. Use for instance 2027-12-31.");
        return time > DateTimeOffset.UtcNow ? time : throw new RefusedException($"--expires {text} is in the past.");
    }

    private static int Add(string data, ApiKeyEntry wish, string? customer, CommandOutput output)
    {
        if (customer is not null && Names.Check("--customer", customer) is { } problem) throw new RefusedException($"--customer: {problem.Message} {problem.Fix}");
        var text = ApiKeyText.New();
        var sealedId = customer is null ? null : new HostSeal(MasterKey.ForDirectory(data)).Seal(ApiKeyText.PlaceOf(wish.Name), Encoding.UTF8.GetBytes(customer));
        new ApiKeyFile(data).Change(entries => entries.Any(entry => entry.Name == wish.Name)
            ? throw new RefusedException($"There is a key '{wish.Name}' already. Revoke it first, or take another name.")
            : entries.Append(wish with { Hash = ApiKeyText.Hash(text), Customer = sealedId }));
        output.Say($"The key '{wish.Name}' ({string.Join(", ", wish.Scopes)}), which can't be shown again:");
        output.Say(text);
        return output.End(CommandLine.Done, ("name", wish.Name), ("key", text), ("scopes", wish.Scopes));
    }

    private static int List(string data, CommandOutput output)
    {
        var keys = new ApiKeyFile(data).Read();
        if (keys.Count == 0) output.Say("There are no API keys: the host listens on loopback addresses only.");
        foreach (var key in keys)
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{key.Name}  {string.Join(",", key.Scopes)}{(key.Customer is null ? "" : "  one customer")}{(key.Rate is { } rate ? $"  {rate}/s" : "")}  since {key.Created:yyyy-MM-dd}{(key.Expires is { } end ? $"  until {end:u}" : "")}"));
        return output.End(CommandLine.Done, ("keys", keys.Select(key => new { name = key.Name, scopes = key.Scopes, forOneCustomer = key.Customer is not null, created = key.Created, expires = key.Expires, rate = key.Rate })));
    }

    private static int Revoke(string data, string name, CommandOutput output)
    {
        var found = false;
        new ApiKeyFile(data).Change(entries => (found = entries.Any(entry => entry.Name == name)) ? entries.Where(entry => entry.Name != name) : null);
        if (!found) throw new RefusedException($"There is no key '{name}'. Run keys list to see what there is.");
        output.Say($"The key '{name}' is revoked.");
        return output.End(CommandLine.Done, ("name", name));
    }
}
