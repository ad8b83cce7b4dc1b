-- Erasures begun and not known to be finished: the rows are deleted, but the person's key, or what the log still holds, may be left. The host goes on from here.
CREATE TABLE erasures(customer INTEGER PRIMARY KEY) STRICT;

-- Effects are lent by kind: a receiver of webhooks that hangs holds up no message.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox(kind, next_try) WHERE dead = 0;
