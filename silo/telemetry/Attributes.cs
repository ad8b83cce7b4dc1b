namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>Names of attributes: those of OpenTelemetry's semantic conventions where they have one, else ours, which begin with <c>journey.</c>.
/// None of them ever carries what is known of a person; <c>docs/telemetry.md</c> says what each means.</summary>
public static class Attributes
{
    public const string ErrorType = "error.type";
    public const string EventType = "cloudevents.event_type";

    public const string MessagingSystem = "messaging.system";
    public const string MessagingOperation = "messaging.operation.name";
    public const string MessagingOperationType = "messaging.operation.type";
    public const string MessagingDestination = "messaging.destination.name";
    public const string MessagingTemplate = "messaging.destination.template";
    public const string MessagingMessageId = "messaging.message.id";
    public const string MessagingBatchSize = "messaging.batch.message_count";

    public const string DbSystem = "db.system.name";
    public const string DbNamespace = "db.namespace";
    public const string DbOperation = "db.operation.name";
    public const string DbBatchSize = "db.operation.batch.size";

    public const string HttpMethod = "http.request.method";
    public const string HttpRoute = "http.route";
    public const string HttpStatus = "http.response.status_code";
    public const string HttpResendCount = "http.request.resend_count";
    public const string ProtocolVersion = "network.protocol.version";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string UrlScheme = "url.scheme";

    /// <summary>Kind of an input: event, internal, topic, timer, task or command.</summary>
    public const string InputKind = "journey.input.kind";

    /// <summary>Kind of an effect: message, webhook or internal.</summary>
    public const string EffectKind = "journey.effect.kind";

    /// <summary>Why inputs were not taken: queue, source or customer.</summary>
    public const string Reason = "journey.reason";

    /// <summary>How an input or a try ended.</summary>
    public const string Outcome = "journey.outcome";

    /// <summary>Facts that a turn established.</summary>
    public const string Facts = "journey.facts";

    /// <summary>Place of the turn's entry in its customer's journal.</summary>
    public const string Seq = "journey.seq";

    /// <summary>Id of a subscription.</summary>
    public const string Subscription = "journey.subscription";

    /// <summary>Name of a feed.</summary>
    public const string Feed = "journey.feed";
}
