using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>Where journal and keys are when they are not files of the data directory.</summary>
public sealed record PostgresSettings(PostgresStoreOptions Journal, PostgresKeyOptions Keys);
