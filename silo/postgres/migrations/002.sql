-- Several hosts may write. Until when an effect is with a sender is in its row, where all of them see it (a host alone keeps that in memory).
ALTER TABLE outbox ADD COLUMN leased_until bigint NOT NULL DEFAULT 0;
