using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Writers;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>What a CMMN document draws goes along, by way of Elsa JSON as well.</summary>
public sealed class DrawingTests
{
    private const string Drawn = """
        <cmmn:definitions xmlns:cmmn="http://www.omg.org/spec/CMMN/20151109/MODEL" xmlns:cmmndi="http://www.omg.org/spec/CMMN/20151109/CMMNDI" xmlns:dc="http://www.omg.org/spec/CMMN/20151109/DC" xmlns:di="http://www.omg.org/spec/CMMN/20151109/DI" targetNamespace="t">
          <cmmn:case id="c" name="Case">
            <cmmn:casePlanModel id="m" name="Plan">
              <cmmn:planItem id="a" definitionRef="t"/>
              <cmmn:planItem id="b" definitionRef="t"><cmmn:entryCriterion id="e" sentryRef="s"/></cmmn:planItem>
              <cmmn:sentry id="s"><cmmn:planItemOnPart id="p" sourceRef="a"><cmmn:standardEvent>complete</cmmn:standardEvent></cmmn:planItemOnPart></cmmn:sentry>
              <cmmn:humanTask id="t" name="Do it"/>
            </cmmn:casePlanModel>
          </cmmn:case>
          <cmmn:textAnnotation id="note"><cmmn:text>Mind the gap</cmmn:text></cmmn:textAnnotation>
          <cmmn:association id="link" sourceRef="a" targetRef="note"/>
          <cmmndi:CMMNDI><cmmndi:CMMNDiagram id="d"><cmmndi:Size width="500" height="500"/>
            <cmmndi:CMMNShape id="s1" cmmnElementRef="m"><dc:Bounds x="1" y="2" width="300" height="200"/><cmmndi:CMMNLabel/></cmmndi:CMMNShape>
            <cmmndi:CMMNShape id="s2" cmmnElementRef="a"><dc:Bounds x="3" y="4" width="100" height="80"/></cmmndi:CMMNShape>
            <cmmndi:CMMNShape id="s3" cmmnElementRef="e"><dc:Bounds x="5" y="6" width="20" height="28"/></cmmndi:CMMNShape>
            <cmmndi:CMMNShape id="s4" cmmnElementRef="note"><dc:Bounds x="7" y="8" width="90" height="30"/></cmmndi:CMMNShape>
            <cmmndi:CMMNEdge id="e1" cmmnElementRef="p" targetCMMNElementRef="e"><di:waypoint x="10" y="20"/><di:waypoint x="30" y="40"/></cmmndi:CMMNEdge>
            <cmmndi:CMMNEdge id="e2" cmmnElementRef="link" targetCMMNElementRef="note"><di:waypoint x="1" y="1"/></cmmndi:CMMNEdge>
          </cmmndi:CMMNDiagram></cmmndi:CMMNDI>
        </cmmn:definitions>
        """;

    private static byte[] Converted(byte[] definition, DefinitionFormat format)
    {
        var written = DefinitionWriter.Convert(definition, format);
        Assert.Empty(written.Diagnostics);
        return written.Document!;
    }

    private static XElement[] Shapes(XElement xml) => [.. xml.Descendants().Where(e => e.Name.LocalName is "CMMNShape" or "CMMNEdge")];

    private static void AssertResolves(XElement xml)
    {
        var ids = xml.DescendantsAndSelf().Attributes("id").Select(a => a.Value).ToHashSet();
        Assert.All(Shapes(xml).Attributes().Where(a => a.Name.LocalName.EndsWith("ElementRef", StringComparison.Ordinal)), a => Assert.Contains(a.Value, ids));
    }

    [Fact]
    public void A_document_in_its_own_format_stays_as_it_is() => Assert.Equal(Drawn, Encoding.UTF8.GetString(Converted(Encoding.UTF8.GetBytes(Drawn), DefinitionFormat.Cmmn)));

    [Fact]
    public void Shapes_edges_and_notes_survive_the_way_through_elsa_json_and_point_at_what_they_drew()
    {
        var json = Converted(Encoding.UTF8.GetBytes(Drawn), DefinitionFormat.Elsa);
        var xml = XElement.Parse(Encoding.UTF8.GetString(Converted(json, DefinitionFormat.Cmmn)));
        AssertResolves(xml);
        Assert.Equal(["s1", "s2", "s3", "s4", "e1", "e2"], Shapes(xml).Select(s => s.Attribute("id")!.Value));
        Assert.Equal("300", Shapes(xml)[0].Elements().First().Attribute("width")!.Value);
        var onPart = Shapes(xml).Single(s => s.Attribute("id")!.Value == "e1").Attribute("cmmnElementRef")!.Value;
        Assert.Equal("a", xml.Descendants().Single(e => e.Attribute("id")?.Value == onPart && e.Name.LocalName == "planItemOnPart").Attribute("sourceRef")!.Value);
        Assert.Contains("Mind the gap", xml.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_draws_an_item_that_is_gone_goes_with_it()
    {
        var json = JsonNode.Parse(Converted(Encoding.UTF8.GetBytes(Drawn), DefinitionFormat.Elsa))!;
        json["root"]!["activities"]![1]!.AsObject().Remove("entryCriteria");
        json["root"]!["activities"]!.AsArray().RemoveAt(0);
        var xml = XElement.Parse(Encoding.UTF8.GetString(Converted(Encoding.UTF8.GetBytes(json.ToJsonString()), DefinitionFormat.Cmmn)));
        AssertResolves(xml);
        // The association between the item and the note goes, and so does what draws it.
        Assert.Equal(["s1", "s4"], Shapes(xml).Select(s => s.Attribute("id")!.Value));
    }

    [Fact]
    public void A_drawing_that_is_no_xml_any_more_is_refused()
    {
        var json = JsonNode.Parse(Converted(Encoding.UTF8.GetBytes(Drawn), DefinitionFormat.Elsa))!;
        json["customProperties"]!["cmmn"]!["drawing"]![0] = "<!DOCTYPE x><x/>";
        Assert.Equal([("J726", "")], Written.Refused(DefinitionWriter.Convert(Encoding.UTF8.GetBytes(json.ToJsonString()), DefinitionFormat.Cmmn)));
    }
}
