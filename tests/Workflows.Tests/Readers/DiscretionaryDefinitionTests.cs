using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Discretionary items and case files in Elsa JSON (docs/journey-format.md).</summary>
public sealed class DiscretionaryDefinitionTests
{
    private static string Definition(string activities, string stage = "", string file = "[]") => $$"""
        { "definitionId": "d", "name": "D", "variables": [{ "id": "go", "name": "go", "typeName": "Object" }],
          "customProperties": { "journey": { "caseFile": {{file}} } },
          "root": { "type": "Journey.Stage", "id": "root", {{stage}} "activities": [{{activities}}] } }
        """;

    private static string Task(string id, string members = "") => $$"""{ "type": "Journey.HumanTask", "id": "{{id}}", "role": "care", "title": "{{id}}" {{(members.Length > 0 ? ", " + members : "")}} }""";

    private static ReadResult Read(string json) => ElsaReader.Read(Encoding.UTF8.GetBytes(json));

    private const string File = """[{ "id": "o", "name": "order", "multiplicity": "exactlyOne", "references": ["payer"], "children": [{ "name": "lines", "multiplicity": "zeroOrMore" }] }, { "name": "payer" }]""";

    private static CaseKit Started(string json)
    {
        var read = Read(json);
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Severity.Error);
        var kit = new CaseKit(read.Plan!);
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        return kit;
    }

    [Fact]
    public void A_child_of_a_stage_is_discretionary_by_its_item_control()
    {
        var kit = Started(Definition($$"""
            {{Task("a")}}, {{Task("extra", """ "itemControl": { "discretionary": { "applicability": "vars.go == true", "roles": ["adviser"], "table": "inner", "humanTasks": ["a"] } } """)}},
            {{Task("open", """ "itemControl": { "discretionary": true } """)}}
            """, """ "planningTables": [{ "id": "outer", "roles": ["lead"] }, { "id": "inner", "in": "outer", "applicability": [{ "id": "r", "condition": "has(vars.go)" }] }], """));
        var plan = kit.Journey.Nodes["extra"].Control.Discretionary!;
        Assert.Equal(["outer", "inner"], plan.Tables.Select(t => t.Id));
        Assert.Equal("r", plan.Tables[1].Rules.Single().Id);
        Assert.NotNull(kit.Plan("extra", "adviser", "lead"));
        kit.Set(("go", "true"));
        Assert.Null(kit.Plan("extra", "adviser", "lead"));
        Assert.Null(kit.Plan("open"));
        Assert.Equal((ItemState.Active, ItemState.Active), (kit.Of("extra"), kit.Of("open")));
    }

    [Fact]
    public void A_case_file_is_held_by_variables_that_need_no_declaration()
    {
        var kit = Started(Definition($$"""
            {{Task("a", """ "result": { "memoryReference": { "id": "order" } } """)}},
            {{Task("b", """ "entryCriteria": [{ "onParts": [{ "caseFileItem": "order.lines", "standardEvent": "create" }], "ifPart": "vars.order.total > 10" }] """)}}
            """, file: File));
        kit.Finish("a", """{"total":20,"lines":["x"]}""");
        Assert.Equal(ItemState.Active, kit.Of("b"));
        Assert.Equal(CaseFileItemState.Available, kit.State.File!.Of("o"));
    }

    [Theory]
    [InlineData(""" "itemControl": { "discretionary": "yes" } """, "J108")]
    [InlineData(""" "itemControl": { "discretionary": { "role": "x" } } """, "J114")]
    [InlineData(""" "itemControl": { "discretionary": { "table": "nowhere" } } """, "J730")]
    [InlineData(""" "itemControl": { "discretionary": { "humanTasks": ["nobody"] } } """, "J730")]
    [InlineData(""" "itemControl": { "discretionary": { "humanTasks": ["x"] } } """, "J731")]
    [InlineData(""" "itemControl": { "discretionary": { "applicability": "1 +" } } """, "J202")]
    [InlineData(""" "itemControl": { "discretionary": { "applicability": [{ "condition": 1 }] } } """, "J108")]
    [InlineData(""" "entryCriteria": [{ "onParts": [{ "caseFileItem": "nothing", "standardEvent": "create" }] }] """, "J733")]
    [InlineData(""" "entryCriteria": [{ "onParts": [{ "caseFileItem": "o", "standardEvent": "occur" }] }] """, "J734")]
    [InlineData(""" "entryCriteria": [{ "onParts": [{ "caseFileItem": "o", "source": "a", "standardEvent": "create" }] }] """, "J114")]
    public void What_is_wrong_is_told_of_its_activity(string members, string code)
    {
        var diagnostics = Read(Definition(Task("x", members), file: File)).Diagnostics.Where(d => d.Severity == Severity.Error).ToList();
        Assert.Equal((code, "x"), (diagnostics[0].Code, diagnostics[0].Node));
    }

    [Fact]
    public void Planning_tables_that_are_in_each_other_are_refused()
    {
        var read = Read(Definition(Task("x", """ "itemControl": { "discretionary": { "table": "a" } } """), """ "planningTables": [{ "id": "a", "in": "b" }, { "id": "b", "in": "a" }, { "id": "a" }, {}, { "id": "c", "in": "d" }], """));
        Assert.Equal(["J730", "J730", "J730", "J731"], read.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Code).Order());
    }

    [Fact]
    public void Only_work_can_be_discretionary()
    {
        var read = Read(Definition("""{ "type": "Journey.Milestone", "id": "x", "itemControl": { "discretionary": true } }"""));
        Assert.Contains(read.Diagnostics, d => (d.Code, d.Node) == ("J732", "x"));
    }

    [Theory]
    [InlineData("""[{ "name": "a" }, { "name": "a" }]""", "J735")]
    [InlineData("""[{ }]""", "J735")]
    [InlineData("""[{ "name": "$a" }]""", "J735")]
    [InlineData("""[{ "name": "a", "multiplicity": "three" }]""", "J735")]
    [InlineData("""[{ "id": "x", "name": "a" }, { "id": "x", "name": "b" }]""", "J735")]
    [InlineData("""[{ "name": "a", "references": ["b"] }]""", "J733")]
    [InlineData("""[{ "name": "a", "childs": [] }]""", "J114")]
    [InlineData("""{ "name": "a" }""", "J108")]
    public void A_case_file_that_can_not_be_is_refused(string file, string code) =>
        Assert.Contains(Read(Definition(Task("x"), file: file)).Diagnostics, d => d.Code == code && d.Severity == Severity.Error);

    [Fact]
    public void A_case_file_of_very_many_items_is_refused()
    {
        var items = string.Join(',', Enumerable.Range(0, 1100).Select(i => $$"""{ "name": "n{{i}}" }"""));
        Assert.Contains(Read(Definition(Task("x"), file: $"[{items}]")).Diagnostics, d => d.Code == "J735");
    }
}
