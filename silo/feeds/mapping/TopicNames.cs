using System.Text;

namespace JourneyOrchestrator.Silo.Feeds.Mapping;

/// <summary>Names of topics, customers, types and ids: as the doors take them.</summary>
internal static class TopicNames
{
    private const int BytesMax = 256;

    public static bool AreGood(string name) => name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= BytesMax && !name.Any(char.IsControl);
}
