-- Erasures begun and not known to be finished: the rows are deleted, but the person's key, or what the log still holds, may be left. The host goes on from here.
CREATE TABLE erasures(customer INTEGER PRIMARY KEY) STRICT;

-- Effects are lent by kind: a receiver of webhooks that hangs holds up no message.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox(kind, next_try) WHERE dead = 0;

-- Followers who could not be told, for whom every event waits by itself ("seen" is past every position): the others go on without them.
CREATE INDEX follows_apart ON follows(topic, customer) WHERE seen = 9223372036854775807;
