using System.Text.Json.Nodes;

namespace JourneyOrchestrator.ClientApi.Tests.Description;

/// <summary>The OpenAPI document lacks nothing that a reader, or a maker of clients, needs.</summary>
public sealed class DescriptionTests(DoorsHost host) : IClassFixture<DoorsHost>
{
    private async Task<ApiContract> ContractAsync() => new((await host.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Text);

    [Fact]
    public async Task Every_call_has_a_name_a_summary_a_tag_and_its_errors()
    {
        var contract = await ContractAsync();
        Assert.True(contract.Operations.Count >= 50, $"Only {contract.Operations.Count} calls.");
        Assert.Equal(contract.Operations.Count, contract.Operations.Select(call => call.Id).Distinct().Count());
        var tags = contract.Document["tags"]!.AsArray().Select(tag => tag!["name"]!.ToString()).ToList();
        Assert.All(tags, tag => Assert.Contains(contract.Operations, call => call.Json["tags"]!.AsArray().Any(t => t!.ToString() == tag)));
        Assert.All(contract.Operations, call =>
        {
            Assert.NotEmpty(call.Id);
            Assert.NotEmpty(call.Json["summary"]!.ToString());
            Assert.Contains(call.Json["tags"]!.AsArray().Single()!.ToString(), tags);
            Assert.Contains("500", call.Json["responses"]!.AsObject().Select(r => r.Key));
            Assert.Contains("403", call.Json["responses"]!.AsObject().Select(r => r.Key));
        });
    }

    [Fact]
    public async Task Every_parameter_has_a_meaning_a_schema_and_an_example_that_fits()
    {
        var contract = await ContractAsync();
        foreach (var call in contract.Operations)
            foreach (var parameter in call.Json["parameters"]?.AsArray().Select(contract.Resolve) ?? [])
            {
                Assert.NotEmpty(parameter!["description"]!.ToString());
                Assert.True(contract.Flaw(parameter["schema"]!, parameter["example"]!.ToJsonString()) is null, $"{call}: {parameter["name"]}");
            }
        Assert.All(contract.Operations.Where(call => call.Path.Contains('{', StringComparison.Ordinal)), call =>
            Assert.Equal(call.Path.Count(c => c == '{'), call.Json["parameters"]!.AsArray().Count(p => contract.Resolve(p)!["in"]!.ToString() == "path")));
    }

    [Fact]
    public async Task Every_body_has_a_schema_and_an_example_that_fits()
    {
        var contract = await ContractAsync();
        var contents = contract.Operations
            .SelectMany(call => call.Json["responses"]!.AsObject().Select(response => (Where: $"{call} {response.Key}", contract.Resolve(response.Value)!["content"]))
                .Append((Where: call.ToString(), call.Json["requestBody"]?["content"])))
            .SelectMany(body => body.Item2?.AsObject().Select(content => (Where: $"{body.Where} {content.Key}", Content: content.Value!)) ?? []).ToList();
        Assert.True(contents.Count > 400);
        Assert.All(contents, body =>
        {
            Assert.True(body.Content["schema"]?["$ref"] is not null, body.Where + " has no schema.");
            Assert.True(body.Content["example"] is not null, body.Where + " has no example.");
            Assert.True(contract.Flaw(body.Content["schema"]!, body.Content["example"]!.ToJsonString()) is not { } flaw, $"{body.Where}: {contract.Flaw(body.Content["schema"]!, body.Content["example"]!.ToJsonString())}");
        });
    }

    [Fact]
    public async Task Every_schema_is_used_explained_and_has_examples_that_fit()
    {
        var contract = await ContractAsync();
        var document = contract.Document.ToJsonString();
        foreach (var (name, schema) in contract.Document["components"]!["schemas"]!.AsObject())
        {
            Assert.True(document.Contains($"#/components/schemas/{name}\"", StringComparison.Ordinal), $"Nothing uses {name}.");
            Assert.True(schema!["description"] is not null, $"{name} has no description.");
            foreach (var example in schema["examples"]!.AsArray())
                Assert.True(contract.Flaw(new JsonObject { ["$ref"] = $"#/components/schemas/{name}" }, example!.ToJsonString()) is not { } flaw, $"{name}: {example}");
            foreach (var (member, property) in schema["properties"]?.AsObject() ?? [])
                Assert.True(property!["description"] is not null || property["$ref"] is not null, $"{name}.{member} has no description.");
        }
        foreach (var kind in new[] { "parameters", "responses" })
            foreach (var (name, _) in contract.Document["components"]![kind]!.AsObject())
                Assert.True(document.Contains($"#/components/{kind}/{name}\"", StringComparison.Ordinal), $"Nothing uses the {kind} {name}.");
    }

    [Theory]
    [InlineData("""{"accepted":1,"duplicates":0}""")]
    [InlineData("""{"accepted":"1","duplicates":0,"rejected":[]}""")]
    [InlineData("""{"accepted":1,"duplicates":0,"rejected":[],"more":1}""")]
    public async Task An_answer_that_differs_would_be_noticed(string answer)
    {
        var contract = await ContractAsync();
        var call = contract.Find("POST", "/v1/events")!;
        Assert.NotNull(contract.Flaw(call, 200, "application/json", answer));
        Assert.Null(contract.Flaw(call, 200, "application/json", """{"accepted":1,"duplicates":0,"rejected":[]}"""));
        Assert.NotNull(contract.Flaw(call, 202, "application/json", """{"accepted":1,"duplicates":0,"rejected":[]}"""));
    }
}
