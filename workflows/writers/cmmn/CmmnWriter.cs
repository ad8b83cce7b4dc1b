using System.Text;
using System.Xml;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Writes plans whose root is a stage as CMMN 1.1 XML (docs/cmmn.md, Export).</summary>
public static class CmmnWriter
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, IndentChars = "  ", NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, Encoding = new UTF8Encoding(false) };

    /// <summary>Characters that are told.</summary>
    private const int ToldMax = 20;

    /// <summary>Writes a plan. Never throws for what it holds: what has no words comes back as diagnostics.</summary>
    /// <param name="original">The document that the plan was read from: what is drawn there is carried over. Null: there is none.</param>
    public static WriteResult Write(JourneyPlan plan, byte[]? original = null)
    {
        var diagnostics = new Diagnostics();
        if (plan.Root is not StageNode root)
        {
            diagnostics.Error("J721", plan.Root.Id, $"The root is a {plan.Root.Type}; a case plan model is a stage.", "Put the flow's steps into a Journey.Stage with criteria, or keep the journey in Elsa JSON.");
            return new WriteResult(null, diagnostics.All);
        }
        var document = new CmmnDocument(plan, diagnostics).Write(root);
        CmmnDrawing.Of(original, diagnostics)?.AddTo(document);
        CheckCharacters(document, diagnostics);
        if (diagnostics.All.Any(d => d.Severity == Severity.Error)) return new WriteResult(null, diagnostics.All);
        return WrittenCheck.Judge(Bytes(document), plan, diagnostics);
    }

    private static byte[] Bytes(XElement document)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings)) document.Save(writer);
        return bytes.ToArray();
    }

    /// <summary>XML has no way to say most control characters.</summary>
    private static void CheckCharacters(XElement document, Diagnostics diagnostics)
    {
        var wrong = document.DescendantsAndSelf().Where(element => element.Attributes().Select(a => a.Value).Concat(element.Nodes().OfType<XText>().Select(t => t.Value)).Any(text => !IsXml(text)));
        foreach (var element in wrong.Take(ToldMax).ToList())
            diagnostics.Error("J723", ItemOf(element, document), "A text has a character that XML can't hold, such as a control character.", "Remove it.");
    }

    /// <summary>The plan item that an element belongs to, be it in its definition or in a sentry of its criteria.</summary>
    private static string ItemOf(XElement element, XElement document)
    {
        var around = element.AncestorsAndSelf().FirstOrDefault(e => e.Text("id") is { } id && IsXml(id) && !CmmnXml.IsModel(e, "planItemOnPart"));
        if (around?.Text("id") is not { } own) return "";
        return document.Descendants().FirstOrDefault(e => e.Text("sentryRef") == own)?.Parent?.Text("id") ?? document.Descendants().FirstOrDefault(e => e.Text("definitionRef") == own)?.Text("id") ?? own;
    }

    private static bool IsXml(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at])) continue;
            if (at + 1 >= text.Length || !XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at])) return false;
            at++;
        }
        return true;
    }
}
