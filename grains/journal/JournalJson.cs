using System.Text.Encodings.Web;
using System.Text.Json;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>How the journal's JSON is written: letters as they are, since it is stored as UTF-8 and never put into a page.</summary>
internal static class JournalJson
{
    /// <summary>The writers here open and close what they write in pairs, so that checking it again would only cost time.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
