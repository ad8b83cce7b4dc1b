using System.Collections.Frozen;
using System.Xml.Linq;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>What vendors add to CMMN and this reader does not read: told once for each name, so that nobody takes it for granted.</summary>
internal static class CmmnExtensions
{
    private const string Standard = "http://www.omg.org/spec/CMMN/";

    private static readonly FrozenSet<XName> Read = FrozenSet.ToFrozenSet(
        new[] { "assignee", "candidateGroups", "in", "out" }.SelectMany(name => new[] { CmmnXml.Flowable + name, CmmnXml.Camunda + name })
            .Concat(new[] { "type", "expression", "resultVariableName", "storeResultVariableAsTransient", "sentryRef", "exitType", "triggerMode", "counterVariable" }.Select(name => CmmnXml.Flowable + name))
            .Concat(new[] { "properties", "activity", "interrupts", "inline", "order", "table" }.Select(name => CmmnXml.Journey + name))
            .Append(CmmnXml.Camunda + "resultVariable"));

    public static void Tell(XElement element, Diagnostics diagnostics)
    {
        var told = new HashSet<XName>();
        foreach (var each in element.DescendantsAndSelf())
        {
            if (IsUnread(each.Name) && told.Add(each.Name)) Tell(each.Name, each, diagnostics);
            foreach (var attribute in each.Attributes())
                if (!attribute.IsNamespaceDeclaration && attribute.Name.Namespace != XNamespace.Xml && IsUnread(attribute.Name) && told.Add(attribute.Name)) Tell(attribute.Name, each, diagnostics);
        }
    }

    private static bool IsUnread(XName name) => name.NamespaceName.Length > 0 && !name.NamespaceName.StartsWith(Standard, StringComparison.Ordinal)
        && name.NamespaceName != "http://www.w3.org/2001/XMLSchema-instance" && !Read.Contains(name);

    private static void Tell(XName name, XElement at, Diagnostics diagnostics) => diagnostics.Warning(
        "J707", at.Text("id") ?? "", $"The extension '{name.LocalName}' of {name.NamespaceName} has no effect here.", "Remove it, or say what it means by what CMMN has.");
}
