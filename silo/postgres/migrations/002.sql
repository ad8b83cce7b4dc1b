-- Several hosts may write. Until when an effect is with a sender is in its row, where all of them see it (a host alone keeps that in memory).
ALTER TABLE outbox ADD COLUMN leased_until bigint NOT NULL DEFAULT 0;

-- What all hosts of a database must have in common, sealed under the master key.
CREATE TABLE secrets(
  name text PRIMARY KEY,
  sealed bytea NOT NULL);
