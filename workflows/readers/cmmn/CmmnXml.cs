using System.Xml;
using System.Xml.Linq;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>CMMN XML (OMG formal/16-12-01 and 1.0) as a tree: no document type, nothing from outside, bounded in size and depth.</summary>
internal static class CmmnXml
{
    /// <summary>Deepest nesting of elements.</summary>
    public const int NestingMax = 200;

    private static readonly XNamespace[] Namespaces = ["http://www.omg.org/spec/CMMN/20151109/MODEL", "http://www.omg.org/spec/CMMN/20131201/MODEL"];

    public static readonly XNamespace Flowable = "http://flowable.org/cmmn", Camunda = "http://camunda.org/schema/1.0/cmmn";

    /// <summary>Our own extension (docs/cmmn.md).</summary>
    public static readonly XNamespace Journey = "urn:journey-orchestrator:cmmn";

    public static XNamespace Model => Namespaces[0];

    /// <summary>What the <c>language</c> of an expression says when it is CEL.</summary>
    public const string CelLanguage = "https://github.com/google/cel-spec";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = CmmnReader.BytesMax, MaxCharactersFromEntities = 1024, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <summary>The <c>definitions</c> element; null, with a diagnostic, where there is none that can be read.</summary>
    public static XElement? Load(ReadOnlyMemory<byte> xml, Diagnostics diagnostics)
    {
        try
        {
            CheckDepth(xml);
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray(), writable: false), Settings);
            var root = XElement.Load(reader, LoadOptions.SetLineInfo);
            if (IsModel(root, "definitions")) return root;
            diagnostics.Error("J701", "", $"The document is no CMMN: its root is '{root.Name.LocalName}' in '{root.Name.NamespaceName}'.", $"Send 'definitions' in the namespace {Namespaces[0]}.");
        }
        catch (XmlException error)
        {
            diagnostics.Error("J701", "", $"The document can't be read: {error.Message}", $"Correct the XML; a document type is refused, elements nest to {NestingMax}.");
        }
        return null;
    }

    /// <summary>One element that was kept as text; null, with a diagnostic, where it can't be read.</summary>
    public static XElement? Fragment(string xml, Diagnostics diagnostics)
    {
        try
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(xml);
            CheckDepth(bytes);
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings);
            return XElement.Load(reader);
        }
        catch (XmlException error)
        {
            diagnostics.Error("J726", "", $"What is drawn in customProperties.cmmn can't be read: {error.Message}", "Remove the member 'drawing', or correct it.");
            return null;
        }
    }

    // Before the tree is made: what handles trees calls itself, level by level.
    private static void CheckDepth(ReadOnlyMemory<byte> xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml.ToArray(), writable: false), Settings);
        while (reader.Read())
            if (reader.Depth > NestingMax) throw new XmlException($"elements nest deeper than {NestingMax}", null, ((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition);
    }

    public static bool IsModel(XElement element, string name) => element.Name.LocalName == name && Namespaces.Contains(element.Name.Namespace);

    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(e => IsModel(e, name));

    public static XElement? Child(this XElement element, string name) => element.Children(name).FirstOrDefault();

    public static string? Text(this XElement element, string attribute) => element.Attribute(attribute)?.Value;

    /// <summary>A name that people see; an empty one is none.</summary>
    public static string? NameOf(this XElement element) => element.Text("name") is { Length: > 0 } name ? name : null;

    public static bool Flag(this XElement element, string attribute, bool otherwise) => element.Text(attribute) is { } text ? text is "true" or "1" : otherwise;

    /// <summary>The part of a qualified name behind its prefix.</summary>
    public static string LocalName(string name) => name[(name.LastIndexOf(':') + 1)..];

    /// <summary>Refs of CMMN 1.0: ids with blanks between them.</summary>
    public static string[] Refs(this XElement element, string attribute) => element.Text(attribute)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
