using System.Text;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Conditions of Java's engines, run: a task is active when its condition held.</summary>
public sealed class JuelTests
{
    private static readonly ValueMap Variables = new ValueMap.Builder()
        .Add("amount", Value.Of(120)).Add("name", Value.Of("Ada")).Add("go", Value.Of(true)).Add("text", Value.Of("true")).Add("nothing", Value.Null)
        .Add("tags", Value.OfList(Value.Of("a"), Value.Of("b"))).Build();

    [Theory]
    [InlineData("${amount > 100}", true)]
    [InlineData("${amount gt 100 and amount le 120}", true)]
    [InlineData("#{amount == 120 && name == 'Ada'}", true)]
    [InlineData("${amount ne 120 or not go}", false)]
    [InlineData("${(amount + 30) / 2 == 75}", true)]
    [InlineData("${amount mod 50 eq 20}", true)]
    [InlineData("${go ? amount > 1 : false}", true)]
    [InlineData("${go}", true)]
    [InlineData("${text}", true)]
    [InlineData("${name}", false)]
    [InlineData("${missing > 1}", false)]
    [InlineData("${missing != 1}", false)]
    [InlineData("${var:get(amount) == 120}", true)]
    [InlineData("${vars:get('missing') == null}", true)]
    [InlineData("${var:exists(nothing)}", false)]
    [InlineData("${variables:getOrDefault(missing, 7) == 7}", true)]
    [InlineData("${var:ne(missing, 1)}", false)]
    [InlineData("${var:lowerThanOrEquals('amount', 120)}", true)]
    [InlineData("${var:contains(tags, \"a\", \"b\")}", true)]
    [InlineData("${var:containsAny(name, 'x', 'd')}", true)]
    [InlineData("true", true)]
    [InlineData("amount > 100", false)]
    public void A_condition_means_what_it_means_there(string condition, bool holds)
    {
        var kit = Started(condition);
        Assert.Empty(kit.Facts.OfType<IncidentRaised>());
        Assert.Equal(holds ? ItemState.Active : ItemState.Available, kit.Of("b"));
    }

    [Theory]
    [InlineData("${amount.toString()}", "column")]
    [InlineData("${bean.method(1)}", "column")]
    [InlineData("${amount = 1}", "column")]
    [InlineData("${}", "nothing")]
    [InlineData("${(amount}", "missing")]
    [InlineData("${amount", "braces")]
    [InlineData("${var:sort(tags)}", "sort")]
    public void What_is_more_than_an_expression_is_refused_with_its_place(string condition, string says)
    {
        var diagnostic = CmmnReader.Read(Encoding.UTF8.GetBytes(Model(condition))).Diagnostics.Single();
        Assert.Equal(("J202", "b"), (diagnostic.Code, diagnostic.Node));
        Assert.Contains(says, diagnostic.Message, StringComparison.Ordinal);
    }

    private static string Model(string condition) => CmmnReaderTests.Document($"""
        <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t"><entryCriterion sentryRef="s"/></planItem>
        <sentry id="s"><ifPart><condition>{System.Security.SecurityElement.Escape(condition)}</condition></ifPart></sentry><humanTask id="t"/>
        """);

    private static CaseKit Started(string condition)
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes(Model(condition)));
        Assert.Empty(read.Diagnostics);
        var kit = new CaseKit(read.Plans.Single());
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null, Variables));
        return kit;
    }
}
