using System.Text;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class CloudEventReaderTests
{
    private static readonly DateTimeOffset Now = new(2025, 9, 5, 7, 0, 0, TimeSpan.Zero);

    private static EventReading Read(string json, SubjectRule subject = SubjectRule.Required) =>
        CloudEventReader.Read(Encoding.UTF8.GetBytes(json), subject, Now);

    [Fact]
    public void A_good_event_becomes_a_signal_with_its_data_and_extensions()
    {
        var reading = Read("""
            {"specversion":"1.0","id":"7","source":"/gate","type":"trip.exited","subject":"ada","time":"2025-09-05T08:30:00.1234567+02:00",
             "datacontenttype":"application/json; charset=utf-8","dataschema":"urn:x","traceparent":"00-ab-cd-01","sampled":true,"rank":3,"none":null,
             "data":{"exit":"B","n":1,"x":1.5}}
            """);

        Assert.Empty(reading.Problems);
        var signal = reading.Signal!;
        Assert.Equal(("7", "/gate", "trip.exited", "ada"), (signal.Id, signal.Source, signal.Type, signal.Subject));
        Assert.Equal(new DateTimeOffset(2025, 9, 5, 6, 30, 0, TimeSpan.Zero).AddTicks(1234567), signal.Time);
        Assert.Equal("B", signal.Data.AsMap()["exit"].AsString());
        Assert.Equal(ValueKind.Int, signal.Data.AsMap()["n"].Kind);
        Assert.Equal(ValueKind.Double, signal.Data.AsMap()["x"].Kind);
        Assert.Equal(["dataschema", "rank", "sampled", "traceparent"], signal.Extensions!.Select(e => e.Key.AsString()));
    }

    [Theory]
    [InlineData("id", null, "missing")]
    [InlineData("id", "null", "missing")]
    [InlineData("source", null, "missing")]
    [InlineData("type", null, "missing")]
    [InlineData("subject", null, "missing")]
    [InlineData("specversion", null, "missing")]
    [InlineData("id", "\"\"", "empty")]
    [InlineData("source", "\"\"", "empty")]
    [InlineData("type", "\"\"", "empty")]
    [InlineData("subject", "\"\"", "empty")]
    [InlineData("id", "5", "wrong-type")]
    [InlineData("subject", "{}", "wrong-type")]
    [InlineData("type", "\"a\\u0007b\"", "control-character")]
    [InlineData("subject", "\"a\\u0085b\"", "control-character")]
    [InlineData("id", "\"\\ud800\"", "invalid-unicode")]
    [InlineData("specversion", "\"0.3\"", "specversion")]
    [InlineData("specversion", "1.0", "wrong-type")]
    [InlineData("time", "\"yesterday\"", "time-format")]
    [InlineData("time", "\"2025-09-05T07:00:00\"", "time-format")]
    [InlineData("time", "\"2025-02-30T07:00:00Z\"", "time-format")]
    [InlineData("time", "\"0001-01-01T00:00:00+10:00\"", "time-format")]
    [InlineData("time", "\"2025-09-05T07:05:01Z\"", "time-ahead")]
    [InlineData("datacontenttype", "\"text/plain\"", "data-not-json")]
    [InlineData("datacontenttype", "\"\"", "data-not-json")]
    [InlineData("data_base64", "\"AAAA\"", "data-base64")]
    [InlineData("Trace", "\"x\"", "attribute-name")]
    [InlineData("trace-parent", "\"x\"", "attribute-name")]
    [InlineData("trace", "{\"a\":1}", "wrong-type")]
    [InlineData("trace", "1.5", "wrong-type")]
    public void A_wrong_attribute_is_named_with_its_code(string member, string? json, string code)
    {
        var reading = Read(EventText.With(member, json));

        Assert.Null(reading.Signal);
        var problem = Assert.Single(reading.Problems, p => p.Field == "/" + member);
        Assert.Equal(code, problem.Code);
        Assert.NotEmpty(problem.Message);
        Assert.NotEmpty(problem.Fix);
    }

    [Theory]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}", "/data/a/b", "duplicate-key")]
    [InlineData("[0,1e999]", "/data/1", "number-overflow")]
    [InlineData("[\"\\udc00\"]", "/data/0", "invalid-unicode")]
    public void Wrong_data_is_named_by_a_pointer(string data, string field, string code)
    {
        var reading = Read(EventText.With("data", data));

        Assert.Equal((field, code), (reading.Problems.Single().Field, reading.Problems.Single().Code));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Data_nests_up_to_64_levels(int levels, bool accepted)
    {
        var reading = Read(EventText.With("data", EventText.Nested(levels)));

        Assert.Equal(accepted, reading.Signal is not null);
        if (!accepted) Assert.Equal("nesting", reading.Problems.Single().Code);
    }

    [Theory]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"a\"}", "/id")]
    [InlineData("{\"specversion\":\"1.0\",\"x\":\"1\",\"x\":\"1\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"a\"}", "/x")]
    [InlineData("{\"specversion\":\"1.0\",\"data\":1,\"d\\u0061ta\":2,\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"a\"}", "/data")]
    public void An_attribute_that_comes_twice_is_refused(string json, string field)
    {
        var problem = Assert.Single(Read(json).Problems);

        Assert.Equal((field, "duplicate-key"), (problem.Field, problem.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{\"id\":NaN}")]
    [InlineData("{\"id\":Infinity}")]
    [InlineData("{} {}")]
    [InlineData("{\"id\":\"1\",}")]
    [InlineData("{'id':'1'}")]
    [InlineData("{\"id\":\"a\nb\"}")]
    [InlineData("{\"id\":01}")]
    [InlineData("// x\n{}")]
    public void What_is_not_json_is_malformed(string json) => Assert.Equal("malformed-json", Assert.Single(Read(json).Problems).Code);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    public void What_is_not_an_object_is_refused(string json) => Assert.Equal("not-an-object", Assert.Single(Read(json).Problems).Code);

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(EventText.Good(subject: "a#a"));
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xff;

        Assert.Equal("invalid-utf8", CloudEventReader.Read(bytes, SubjectRule.Required, Now).Problems.Single().Code);
    }

    [Theory]
    [InlineData("a", 256, true)]
    [InlineData("a", 257, false)]
    [InlineData("ü", 128, true)]
    [InlineData("ü", 129, false)]
    public void Names_have_at_most_256_bytes(string letter, int count, bool accepted)
    {
        foreach (var member in new[] { "id", "source", "type", "subject" })
        {
            var reading = Read(EventText.With(member, $"\"{string.Concat(Enumerable.Repeat(letter, count))}\""));
            Assert.Equal(accepted, reading.Signal is not null);
            if (!accepted) Assert.Equal(("/" + member, "too-long"), (reading.Problems.Single().Field, reading.Problems.Single().Code));
        }
    }

    [Fact]
    public void All_problems_of_an_event_are_named_at_once()
    {
        var problems = Read("""{"specversion":"2","id":"","time":"x","data":{"a":1,"a":1}}""").Problems;

        Assert.Equal(["/data/a", "/id", "/source", "/specversion", "/subject", "/time", "/type"], problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void On_a_topic_the_subject_may_be_absent() => Assert.Equal("", Read(EventText.With("subject", null), SubjectRule.Optional).Signal!.Subject);

    [Fact]
    public void Random_mutations_never_throw()
    {
        var random = new Random(20250905);
        var seeds = new[]
        {
            EventText.Good(data: """{"a":[1,2.5,"x\u00e4",{"b":null}],"c":-1e10}"""),
            EventText.With("time", "\"2025-09-05T06:00:00.123456789+01:00\""), EventText.With("trace", "\"x\\ud83d\\ude00\""),
        }.Select(Encoding.UTF8.GetBytes).ToArray();
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Mutate((byte[])seeds[random.Next(seeds.Length)].Clone(), random);
            var reading = CloudEventReader.Read(bytes, SubjectRule.Required, Now);
            Assert.NotEqual(reading.Signal is null, reading.Problems.Count == 0);
            if (reading.Signal is null) refused++;
            BatchReader.Split(bytes, []);
        }
        Assert.InRange(refused, 5_000, 19_999);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        const string Pieces = "{}[]\",:\\u0d8\0\u0001\u00ff e-N";
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = (byte)Pieces[random.Next(Pieces.Length)]; break;
                case 2: bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]]; break;
                default: bytes = [.. bytes[..at], (byte)Pieces[random.Next(Pieces.Length)], .. bytes[at..]]; break;
            }
            if (bytes.Length == 0) return bytes;
        }
        return bytes;
    }
}
