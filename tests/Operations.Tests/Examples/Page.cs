using System.Text;
using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Operations.Tests.Examples;

/// <summary>A page of examples: the code of each language, and the output that the page shows for it.</summary>
internal sealed partial class Page(string markdown)
{
    public IReadOnlyList<string> Languages => [.. Blocks().Select(block => block.Language).Distinct()];

    /// <summary>All blocks of a language, in order, and what they print.</summary>
    public (string Code, string Output) Of(string language)
    {
        var (code, output) = (new StringBuilder(), new StringBuilder());
        foreach (var block in Blocks().Where(block => block.Language == language))
        {
            code.Append(block.Code);
            output.Append(block.Output);
        }
        Assert.True(code.Length > 0 && output.Length > 0, $"The page has no code, or no output, in {language}.");
        return (code.ToString(), output.ToString());
    }

    private IEnumerable<(string Language, string Code, string Output)> Blocks() =>
        Block().Matches(markdown.ReplaceLineEndings("\n")).Select(match => (match.Groups["language"].Value, match.Groups["code"].Value, match.Groups["output"].Value));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```\n(?:```text\n(?<output>.*?)^```)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
