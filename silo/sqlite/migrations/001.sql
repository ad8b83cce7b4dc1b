-- Times are Unix microseconds, UTC. "sealed" columns are encrypted under the person's key; "body" columns are plain JSON.

-- One row of running totals: counting a million rows for a health check would be slow, and the last key outlives its customer.
CREATE TABLE totals(last_customer INTEGER NOT NULL, customers INTEGER NOT NULL, entries INTEGER NOT NULL) STRICT;
INSERT INTO totals VALUES(0, 0, 0);

CREATE TABLE customers(
  key INTEGER PRIMARY KEY,
  id_hash BLOB NOT NULL UNIQUE,
  sealed_id BLOB NOT NULL,
  sealed_name BLOB) STRICT;

-- The journal, in order of arrival. The unique index is the fence of each customer.
CREATE TABLE entries(
  customer INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  time INTEGER NOT NULL,
  input_hash INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  sealer INTEGER NOT NULL,
  body TEXT NOT NULL,
  sealed BLOB) STRICT;
CREATE UNIQUE INDEX entries_by_customer ON entries(customer, seq);
CREATE INDEX entries_by_input ON entries(customer, input_hash) WHERE input_hash <> 0;
CREATE INDEX entries_by_sealer ON entries(sealer, customer) WHERE sealer <> 0;

CREATE TABLE snapshots(
  customer INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  schema INTEGER NOT NULL,
  sealed BLOB NOT NULL) STRICT;

-- No index by customer: each turn would pay for it and only erasure would use it.
CREATE TABLE timers(
  due INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  timer INTEGER NOT NULL,
  PRIMARY KEY(due, customer, timer)) STRICT, WITHOUT ROWID;

CREATE TABLE outbox(
  id TEXT NOT NULL UNIQUE,
  customer INTEGER NOT NULL,
  kind TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  next_try INTEGER NOT NULL,
  use_until INTEGER NOT NULL,
  supersession INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  dead INTEGER NOT NULL DEFAULT 0,
  sealed BLOB NOT NULL) STRICT;
CREATE INDEX outbox_due ON outbox(next_try) WHERE dead = 0;
CREATE INDEX outbox_supersession ON outbox(customer, supersession) WHERE supersession <> 0 AND dead = 0;
CREATE INDEX outbox_dead ON outbox(id) WHERE dead = 1;

CREATE TABLE tasks(
  id TEXT NOT NULL UNIQUE,
  customer INTEGER NOT NULL,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  due INTEGER NOT NULL,
  sealed BLOB NOT NULL) STRICT;
CREATE INDEX tasks_by_status ON tasks(status, role, id);
CREATE INDEX tasks_by_customer ON tasks(customer, id);

CREATE TABLE search_terms(
  term INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  PRIMARY KEY(term, customer)) STRICT, WITHOUT ROWID;
CREATE INDEX search_terms_by_customer ON search_terms(customer);

CREATE TABLE topics(
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL) STRICT;

-- "number" is the order of arrival over all topics.
CREATE TABLE topic_events(
  number INTEGER PRIMARY KEY,
  topic INTEGER NOT NULL,
  position INTEGER NOT NULL,
  input_hash INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  retain_key TEXT NOT NULL,
  latest_only INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX topic_events_by_position ON topic_events(topic, position);
CREATE UNIQUE INDEX topic_events_by_input ON topic_events(topic, input_hash) WHERE input_hash <> 0;

-- Position of the newest event of each retain key.
CREATE TABLE topic_retained(
  topic INTEGER NOT NULL,
  retain_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY(topic, retain_key)) STRICT, WITHOUT ROWID;

-- "seen": events up to this position reach the follower in another way than a fan-out to all: by the turn that began to follow, or by a catch-up.
CREATE TABLE follows(
  customer INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  urgency INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY(customer, topic)) STRICT, WITHOUT ROWID;
CREATE INDEX follows_by_urgency ON follows(topic, urgency, customer, seen);

-- Events on their way to followers; "only" is 0 for all of them, or the one customer that has to catch up.
CREATE TABLE fan_outs(
  number INTEGER NOT NULL,
  only INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  position INTEGER NOT NULL,
  cursor_urgency INTEGER NOT NULL,
  cursor_customer INTEGER NOT NULL,
  PRIMARY KEY(number, only)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fan_outs_by_topic ON fan_outs(topic, position, only);
CREATE INDEX fan_outs_by_customer ON fan_outs(only) WHERE only <> 0;

CREATE TABLE journeys(
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  published INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY(id, version)) STRICT;

CREATE TABLE tombstones(
  id_hash BLOB PRIMARY KEY,
  receipt TEXT NOT NULL,
  purpose TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
