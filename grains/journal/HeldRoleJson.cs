using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Roles in cases of others, as a member of a snapshot.</summary>
internal static class HeldRoleJson
{
    private const string Member = "heldRoles";

    public static void Write(Utf8JsonWriter json, ImmutableArray<HeldRole> roles)
    {
        json.WriteStartArray(Member);
        foreach (var role in roles)
        {
            json.WriteStartObject();
            json.WriteString("case", role.Case.ToString());
            json.WriteString("role", role.Role);
            json.WriteString("owner", role.Owner);
            json.WriteString("holder", role.Holder);
            json.WriteNumber("effect", role.Effect);
            json.WriteStartArray("hears");
            foreach (var type in role.Hears) json.WriteStringValue(type);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <exception cref="FormatException">A role names no case.</exception>
    public static ImmutableArray<HeldRole> Read(JsonElement snapshot) =>
        snapshot.TryGetProperty(Member, out var roles) ? [.. roles.EnumerateArray().Select(ReadOne)] : [];

    private static HeldRole ReadOne(JsonElement json) => CaseId.TryParse(json.GetProperty("case").GetString(), out var id)
        ? new HeldRole(id, json.GetProperty("role").GetString()!, json.GetProperty("owner").GetString()!, json.GetProperty("holder").GetString()!,
            [.. json.GetProperty("hears").EnumerateArray().Select(type => type.GetString()!)], json.GetProperty("effect").GetInt32())
        : throw new FormatException("A snapshot holds a role without its case.");
}
