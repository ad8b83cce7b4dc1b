using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>An event while it is read: attributes as they come, problems as they are found. Checked as a whole at the end.</summary>
internal struct EventDraft
{
    private string? id, source, type, subject, specVersion, time, dataContentType;
    private Value data;
    private ValueMap.Builder? extensions;
    private List<Problem>? problems;
    private int seen;

    /// <summary>False when the attribute came before.</summary>
    public bool Once(EventAttribute attribute)
    {
        var bit = 1 << (int)attribute;
        if ((seen & bit) != 0) return false;
        seen |= bit;
        return true;
    }

    public void Add(Problem problem) => (problems ??= []).Add(problem);

    public void SetText(EventAttribute attribute, string value)
    {
        switch (attribute)
        {
            case EventAttribute.Id: id = value; break;
            case EventAttribute.Source: source = value; break;
            case EventAttribute.Type: type = value; break;
            case EventAttribute.Subject: subject = value; break;
            case EventAttribute.SpecVersion: specVersion = value; break;
            case EventAttribute.Time: time = value; break;
            case EventAttribute.DataContentType: dataContentType = value; break;
            case EventAttribute.DataSchema: AddExtension("dataschema", Value.Of(value)); break;
            default: throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "Not a text attribute.");
        }
    }

    public void SetData(in Value value) => data = value;

    public void AddExtension(string name, in Value value)
    {
        if (value.Kind == ValueKind.String && Names.HasControlCharacter(value.AsString())) Add(EventProblems.ControlCharacter("/" + name));
        else (extensions ??= new()).Add(name, value);
    }

    /// <summary>The signal, or every problem found.</summary>
    public EventReading Finish(SubjectRule subjectRule, DateTimeOffset now)
    {
        CheckSpecVersion();
        CheckName("/id", id);
        CheckName("/source", source);
        CheckName("/type", type);
        if (subjectRule == SubjectRule.Required || subject is not null) CheckName("/subject", subject);
        if (dataContentType is not null && !JsonMediaType.Is(dataContentType)) Add(EventProblems.DataContentType);
        var happened = CheckTime(now);
        var extra = ValueMap.Empty;
        if (extensions is not null && !extensions.TryBuild(out extra, out var twice)) Add(EventProblems.DuplicateKey("/" + twice.AsString()));
        if (problems is not null) return new(null, problems);
        return new(new Signal(id!, source!, type!, subject ?? "", happened, data) { Extensions = extra.Count == 0 ? null : extra }, []);
    }

    private void CheckSpecVersion()
    {
        if (specVersion is null && !Flawed("/specversion")) Add(EventProblems.Missing("/specversion"));
        else if (specVersion is not (null or "1.0")) Add(EventProblems.SpecVersion);
    }

    private void CheckName(string field, string? name)
    {
        if (Names.Check(field, name) is { } problem && !(name is null && Flawed(field))) Add(problem);
    }

    // An attribute of the wrong type has its problem already; that it is missing would be a second one.
    private readonly bool Flawed(string field) => problems?.Exists(p => p.Field == field) ?? false;

    private DateTimeOffset? CheckTime(DateTimeOffset now)
    {
        if (time is null) return null;
        if (!Rfc3339.TryParse(time, out var happened)) Add(EventProblems.TimeFormat);
        else if (happened > now + EventLimits.ClockAheadMax) Add(EventProblems.TimeAhead);
        return happened;
    }
}
