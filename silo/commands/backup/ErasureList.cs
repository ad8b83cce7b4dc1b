using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary>Erased persons as lines of JSON: who is named by the keyed hash of an id, so that the list itself names nobody.</summary>
internal static class ErasureList
{
    private sealed record Line(string IdHash, string Receipt, string Purpose, DateTimeOffset At, DateTimeOffset Expires);

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    public static string Write(IReadOnlyList<ErasedPerson> erased)
    {
        var text = new StringBuilder();
        foreach (var (idHash, tombstone) in erased)
            text.Append(JsonSerializer.Serialize(new Line(
                Convert.ToHexStringLower(idHash), tombstone.Receipt, tombstone.Purpose, UnixTime.FromMicroseconds(tombstone.At), UnixTime.FromMicroseconds(tombstone.Expires)), Names)).Append('\n');
        return text.ToString();
    }

    /// <exception cref="RefusedException">The file can't be read, or a line is no erasure: then nobody is erased.</exception>
    public static IReadOnlyList<ErasedPerson> Read(string path)
    {
        var number = 0;
        try
        {
            var erased = new List<ErasedPerson>();
            foreach (var text in File.ReadLines(path))
            {
                number++;
                if (text.Length == 0) continue;
                var line = JsonSerializer.Deserialize<Line>(text, Names)!;
                erased.Add(new ErasedPerson(Convert.FromHexString(line.IdHash), new TombstoneRow(line.Receipt, line.Purpose, line.At.ToUnixMicroseconds(), line.Expires.ToUnixMicroseconds())));
            }
            return erased;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"The list of erasures can't be read: {error.Message}");
        }
        catch (Exception error) when (error is JsonException or FormatException or NullReferenceException)
        {
            throw new RefusedException($"{path}, line {number} is no erasure: {error.Message} Give a file that 'backup' or 'erasures' wrote.");
        }
    }
}
