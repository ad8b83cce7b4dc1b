using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>
/// What a document draws: diagram interchange (CMMN 1.1, 6), text annotations and associations. A plan has nothing of it, so it goes from document to document; in Elsa JSON
/// it waits in <c>customProperties.cmmn.drawing</c>. Ids of sentries and on-parts become those that the writer gives.
/// </summary>
internal sealed class CmmnDrawing
{
    private static readonly string[] Artifacts = ["textAnnotation", "association", "artifact"];

    private static readonly string[] References = ["cmmnElementRef", "targetCMMNElementRef", "sourceCMMNElementRef", "sourceRef", "targetRef"];

    private readonly List<XElement> elements;

    private CmmnDrawing(List<XElement> elements) => this.elements = elements;

    /// <summary>The drawing in a stored definition of either format; null: there is none.</summary>
    public static CmmnDrawing? Of(byte[]? definition, Diagnostics diagnostics)
    {
        if (definition is null) return null;
        var elements = DefinitionReader.IsXml(definition) ? OfXml(definition, diagnostics) : OfJson(definition, diagnostics);
        return elements.Count == 0 ? null : new CmmnDrawing(elements);
    }

    private static List<XElement> OfXml(byte[] xml, Diagnostics diagnostics)
    {
        if (CmmnXml.Load(xml, diagnostics) is not { } definitions) return [];
        var renamed = Renamed(definitions);
        var drawn = definitions.Elements().Where(e => e.Name.LocalName == "CMMNDI" || Artifacts.Contains(e.Name.LocalName))
            .Concat(definitions.Elements().Where(e => e.Name.LocalName == "case").Elements().Where(e => Artifacts.Contains(e.Name.LocalName)));
        return [.. drawn.Select(element => Copy(element, renamed))];
    }

    private static XElement Copy(XElement element, Dictionary<string, string> renamed)
    {
        var copy = new XElement(element);
        foreach (var used in element.DescendantsAndSelf().Select(e => e.Name.Namespace).Distinct())
            if (element.GetPrefixOfNamespace(used) is { } prefix && copy.Attribute(XNamespace.Xmlns + prefix) is null) copy.Add(new XAttribute(XNamespace.Xmlns + prefix, used.NamespaceName));
        foreach (var reference in copy.DescendantsAndSelf().SelectMany(e => e.Attributes()).Where(IsReference))
            if (renamed.TryGetValue(Target(reference), out var id)) reference.Value = id;
        return copy;
    }

    private static bool IsReference(XAttribute attribute) => References.Contains(attribute.Name.LocalName);

    /// <summary>The new ids of sentries and of their on-parts.</summary>
    private static Dictionary<string, string> Renamed(XElement definitions)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var sentries = definitions.Descendants().Where(e => CmmnXml.IsModel(e, "sentry") && e.Text("id") is not null).ToLookup(e => e.Text("id")!, StringComparer.Ordinal);
        foreach (var criterion in definitions.Descendants().Where(e => CmmnXml.IsModel(e, "entryCriterion") || CmmnXml.IsModel(e, "exitCriterion")))
        {
            if (criterion.Text("id") is not { } id || sentries[criterion.Text("sentryRef") ?? ""].FirstOrDefault() is not { } sentry) continue;
            renamed.TryAdd(sentry.Text("id")!, CmmnNames.Sentry(id));
            foreach (var (part, index) in sentry.Children("planItemOnPart").Concat(sentry.Children("caseFileItemOnPart")).Select((part, index) => (part, index)))
                if (part.Text("id") is { } old) renamed.TryAdd(old, CmmnNames.OnPart(id, index));
        }
        return renamed;
    }

    private static List<XElement> OfJson(byte[] json, Diagnostics diagnostics)
    {
        using var definition = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Readers.Elsa.ElsaReader.NestingMax });
        if (!definition.RootElement.TryGetProperty("customProperties", out var custom) || custom.ValueKind != JsonValueKind.Object
            || !custom.TryGetProperty("cmmn", out var own) || own.ValueKind != JsonValueKind.Object || !own.TryGetProperty("drawing", out var drawing) || drawing.ValueKind != JsonValueKind.Array) return [];
        return [.. drawing.EnumerateArray().Where(d => d.ValueKind == JsonValueKind.String).Select(d => CmmnXml.Fragment(d.GetString()!, diagnostics)).OfType<XElement>()];
    }

    /// <summary>Puts it into a definition in Elsa JSON, where nobody touches it.</summary>
    public void Keep(JsonObject definition)
    {
        if (definition["customProperties"] is not JsonObject custom) definition["customProperties"] = custom = [];
        custom["cmmn"] = new JsonObject { ["drawing"] = new JsonArray([.. elements.Select(e => (JsonNode)e.ToString(SaveOptions.DisableFormatting))]) };
    }

    /// <summary>Puts it into a document, but for what draws something that is not there any more.</summary>
    public void AddTo(XElement document)
    {
        foreach (var element in elements) document.Add(new XElement(element));
        var ids = document.DescendantsAndSelf().Select(e => e.Text("id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var pointers = document.Elements().Where(e => !CmmnXml.IsModel(e, "case")).DescendantsAndSelf().SelectMany(e => e.Attributes().Where(IsReference)).ToLookup(Target, a => a.Parent!, StringComparer.Ordinal);
        var gone = new Queue<string>(pointers.Select(p => p.Key).Where(target => !ids.Contains(target)));
        while (gone.TryDequeue(out var target))
            foreach (var pointer in pointers[target].Where(e => e.Parent is not null))
            {
                // What points at something in it goes as well.
                foreach (var id in pointer.DescendantsAndSelf().Select(e => e.Text("id")).OfType<string>()) gone.Enqueue(id);
                pointer.Remove();
            }
    }

    /// <summary>References are qualified names.</summary>
    private static string Target(XAttribute reference) => reference.Value[(reference.Value.LastIndexOf(':') + 1)..];
}
