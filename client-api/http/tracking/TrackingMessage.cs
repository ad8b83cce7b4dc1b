using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>Reads one message of the tracking API and says which signals it means (docs/tracking.md).</summary>
internal sealed class TrackingMessage
{
    private readonly TrackingMembers members;
    private readonly TrackingFrame frame;
    private readonly string id;
    private readonly DateTimeOffset? time;

    private TrackingMessage(ValueMap map, in TrackingFrame frame)
    {
        members = new TrackingMembers(map);
        this.frame = frame;
        id = members.Any("messageId").IsNull ? DerivedId(map) : members.Name("messageId");
        time = frame.TimeOf(members.Time("originalTimestamp") ?? members.Time("timestamp"), members.Time("sentAt"));
    }

    /// <param name="type">What the path says that it is; null: the message itself does.</param>
    public static TrackingReading Read(ReadOnlySpan<byte> utf8, string? type, in TrackingFrame frame)
    {
        if (!Utf8.IsValid(utf8)) return TrackingReading.Flawed(EventProblems.InvalidUtf8);
        try
        {
            var reader = new Utf8JsonReader(utf8, CloudEventReader.Lenient);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) return TrackingReading.Flawed(EventProblems.NotAnObject);
            var map = ValueJson.Read(ref reader).AsMap();
            reader.Read();
            return new TrackingMessage(map, frame).Read(type ?? (map["type"] is { Kind: ValueKind.String } own ? own.AsString() : null));
        }
        catch (ValueJsonException e)
        {
            return TrackingReading.Flawed(EventProblems.Of(e, ""));
        }
        catch (JsonException e)
        {
            return TrackingReading.Flawed(EventProblems.MalformedJson(e));
        }
    }

    private TrackingReading Read(string? type)
    {
        List<Signal> signals = type switch
        {
            "track" => [Event(TrackedType(), Properties())],
            "page" or "screen" => [Event(type, Named(Properties()))],
            "group" => [Event("group", WithContext(new ValueMap.Builder(3).Add("groupId", Value.Of(members.Name("groupId"))).Add("traits", Value.OfMap(members.Map("traits"))).Build()))],
            "identify" => Identify(),
            "alias" => [Join(members.Name("previousId"), UserId() ?? members.Name("userId"))],
            _ => Unknown(type),
        };
        return members.Problems.Count > 0 ? TrackingReading.Flawed(members.Problems) : new(signals, [], type == "alias" ? members.Text("previousId") : null);
    }

    private List<Signal> Unknown(string? type)
    {
        members.Problems.Add(TrackingProblems.UnknownType(type));
        return [];
    }

    /// <summary>Who it is, when both ids are there, and then what is known of them.</summary>
    private List<Signal> Identify()
    {
        var updated = Event(BuiltInSignals.Updated, members.Map("traits"));
        return UserId() is { } user && members.Text("anonymousId") is { } anonymous ? [Join(anonymous, user), updated] : [updated];
    }

    private Signal Join(string anonymous, string user) => new(
        id, frame.Source, BuiltInSignals.Identified, Checked("/anonymousId", ProvisionalIds.Of(anonymous)), time, Value.OfMap(ValueMap.Empty.With("customer", Value.Of(user))));

    private Signal Event(string type, ValueMap data) => new(id, frame.Source, type, Subject(), time, Value.OfMap(data));

    /// <summary>The person: known by the app's own id, else by the device's.</summary>
    private string Subject()
    {
        if (UserId() is { } user) return user;
        if (members.Text("anonymousId") is { } anonymous) return Checked("/anonymousId", ProvisionalIds.Of(anonymous));
        if (!members.Problems.Exists(p => p.Field is "/userId" or "/anonymousId")) members.Problems.Add(TrackingProblems.NoPerson);
        return "";
    }

    private string? UserId()
    {
        if (members.Text("userId") is not { } user) return null;
        if (ProvisionalIds.Is(user)) Note(TrackingProblems.Provisional("/userId"));
        return Checked("/userId", user);
    }

    private string Checked(string field, string name)
    {
        if (Names.Check(field, name) is { } problem) Note(problem);
        return name;
    }

    private void Note(Problem problem)
    {
        if (!members.Problems.Contains(problem)) members.Problems.Add(problem);
    }

    /// <summary>The name as it was given, blanks and all; those that this host gives a meaning of their own can't be said in passing.</summary>
    private string TrackedType()
    {
        var name = members.Name("event");
        if (name is BuiltInSignals.Updated or BuiltInSignals.Identified) Note(TrackingProblems.ReservedEvent(name));
        return name;
    }

    private ValueMap Properties() => WithContext(members.Map("properties"));

    private ValueMap Named(ValueMap data)
    {
        foreach (var name in (string[])["name", "category"])
            if (members.Text(name) is { } text && data[name].IsNull) data = data.With(name, Value.Of(text));
        return data;
    }

    private ValueMap WithContext(ValueMap data)
    {
        var context = members.Any("context") is { IsNull: false } own ? own : frame.Context;
        return context.IsNull || !data["context"].IsNull ? data : data.With("context", context);
    }

    /// <summary>Of a message without an id: the same for the same content, so that one sent again counts once. When it was sent is not part of it.</summary>
    private static string DerivedId(ValueMap map)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes)) ValueJson.Write(json, Value.OfMap(map.Without("sentAt")));
        return "content-" + Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan).AsSpan(0, 16));
    }
}
