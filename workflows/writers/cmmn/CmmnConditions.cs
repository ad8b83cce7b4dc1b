using System.Text.RegularExpressions;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Conditions of rules and sentries.</summary>
internal static partial class CmmnConditions
{
    /// <summary>Flowable's name for the number of the repetition.</summary>
    private const string Counter = "repetitionCounter";

    /// <summary>A rule of the item control, without a condition where it has none.</summary>
    public static XElement? Rule(string name, RulePlan? rule, PlanDialect dialect)
    {
        if (rule is null) return null;
        var element = new XElement(CmmnXml.Model + name);
        if (rule.Condition is not { } condition) return element;
        if (dialect == PlanDialect.Flowable && Counted(condition.Text) is { } counted)
        {
            element.Add(new XAttribute(CmmnXml.Flowable + "counterVariable", Counter), new XElement(CmmnXml.Model + "condition", counted));
            return element;
        }
        element.Add(Condition(condition));
        return element;
    }

    /// <param name="condition">Null: it is empty, and so true.</param>
    public static XElement Condition(CelExpression? condition)
    {
        var element = new XElement(CmmnXml.Model + "condition");
        if (condition is null) return element;
        if (Alone().Match(condition.Text) is { Success: true } alone) element.Value = $"${{{alone.Groups["name"].Value}}}";
        else if (JuelText.Of(condition.Text) is { } text && IsMeant(text)) element.Value = text;
        else element.Add(new XAttribute("language", CmmnXml.CelLanguage), condition.Text);
        return element;
    }

    /// <summary>A variable alone would be read as a question after the text 'true' as well.</summary>
    private static bool IsMeant(string text) => !Name().IsMatch(text);

    private static string? Counted(string cel)
    {
        if (!cel.Contains("item.number", StringComparison.Ordinal) || cel.Contains(Counter, StringComparison.Ordinal)) return null;
        return JuelText.Of(cel.Replace("item.number", "vars." + Counter, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^vars\.(?<name>[A-Za-z0-9_.]+) == true \|\| vars\.\k<name> == 'true'$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^\$\{\s*[A-Za-z0-9_.]+\s*\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
