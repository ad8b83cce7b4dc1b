using System.CommandLine;
using JourneyOrchestrator.Silo.Serving.Access;

namespace JourneyOrchestrator.Silo.Commands.Keys;

/// <summary><c>keys add|list|revoke</c>: the API keys of a data directory. A running host notices within a second.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Name of the key." };

    public static Command Build()
    {
        var list = new Command("list", "Lists the keys; not what they are.") { CommandOutput.Option };
        list.SetAction(parsed => List(HostSettings.From(parsed).Data, CommandOutput.Of(parsed)));
        var revoke = new Command("revoke", "Revokes a key.") { Name, CommandOutput.Option };
        revoke.SetAction(parsed => Revoke(HostSettings.From(parsed).Data, parsed.GetValue(Name)!, CommandOutput.Of(parsed)));
        var keys = new Command("keys", "API keys: who may call, and what.") { KeyAdding.Build(), list, revoke };
        keys.SetAction(_ => LaterCommands.RefuseWith("Say what to do: keys add, keys list or keys revoke."));
        return keys;
    }

    private static int List(string data, CommandOutput output)
    {
        var keys = new ApiKeyFile(data).Read();
        foreach (var key in keys) output.Say(Line(key));
        if (keys.Count == 0) output.Say("There are no keys: the host listens on loopback addresses only.");
        return output.End(CommandLine.Done, ("keys", keys.Select(KeyAdding.Members)));
    }

    private static string Line(ApiKeyRecord key) =>
        $"{key.Name}: {string.Join(',', key.Scopes)}"
        + (key.Customer is null ? "" : ", for one customer")
        + (key.Person is { } person ? $", as {person}" : "")
        + (key.Roles is { } roles ? $", {(roles.Count == 0 ? "roles by case" : "role " + string.Join(',', roles))}" : "")
        + (key.Rate is { } rate ? FormattableString.Invariant($", {rate} requests a second") : "")
        + $", since {key.CreatedAt:u}"
        + (key.Expires is { } end ? $", {(end <= DateTimeOffset.UtcNow ? "expired" : "until")} {end:u}" : "");

    private static int Revoke(string data, string name, CommandOutput output)
    {
        var left = 0;
        new ApiKeyFile(data).Change(keys =>
        {
            if (!keys.Any(key => key.Name == name)) throw new RefusedException($"There is no key '{name}' in {Path.GetFullPath(data)}.");
            left = keys.Count - 1;
            return [.. keys.Where(key => key.Name != name)];
        });
        output.Say($"{name} is revoked; a running host refuses it within a second.");
        if (left == 0) output.Say("It was the last key. A host that runs goes on asking for keys; the next start listens on loopback addresses only, and asks for none.");
        return output.End(CommandLine.Done, ("name", name), ("keysLeft", left));
    }
}
