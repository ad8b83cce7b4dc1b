namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>What a caller may do (DESIGN section 8). One does not include another.</summary>
[Flags]
public enum Scopes
{
    None = 0,
    /// <summary>Send events.</summary>
    Ingest = 1,
    /// <summary>Read customers, cases, tasks and streams.</summary>
    Read = 2,
    /// <summary>Work on tasks and cases, change consents.</summary>
    Act = 4,
    /// <summary>Store and publish journeys.</summary>
    Design = 8,
    /// <summary>Erase persons, requeue dead letters, operate the host.</summary>
    Admin = 16,
    All = Ingest | Read | Act | Design | Admin,
}
