-- Times are Unix microseconds, UTC. "sealed" columns are encrypted under the person's key; "body" columns are plain JSON as UTF-8: bytea, because they
-- come back byte for byte and text would be checked and could not hold U+0000. To look at one: convert_from(body, 'UTF8')::json.
-- Texts compare by their bytes, as in the SQLite store, whatever the database's language is.

-- One row of running totals. Who commits holds it: positions grow in the order of commits, also when somebody else writes to the same database.
CREATE TABLE totals(
  store uuid NOT NULL DEFAULT gen_random_uuid(),
  last_customer bigint NOT NULL,
  last_position bigint NOT NULL,
  customers bigint NOT NULL,
  entries bigint NOT NULL) WITH (fillfactor = 10);
INSERT INTO totals(last_customer, last_position, customers, entries) VALUES(0, 0, 0, 0);

CREATE TABLE customers(
  key bigint PRIMARY KEY,
  id_hash bytea NOT NULL UNIQUE,
  sealed_id bytea NOT NULL,
  sealed_name bytea);

-- The journal. The primary key is the fence of each customer; "position" is the place in the order of all commits. It is not declared unique, so that
-- the table can be partitioned by customer (docs/operations.md).
CREATE TABLE entries(
  position bigint NOT NULL,
  customer bigint NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  time bigint NOT NULL,
  input_hash bigint NOT NULL,
  content_hash bigint NOT NULL,
  sealer bigint NOT NULL,
  body bytea NOT NULL,
  sealed bytea,
  PRIMARY KEY(customer, seq));
CREATE INDEX entries_by_position ON entries(position);
CREATE INDEX entries_by_input ON entries(customer, input_hash) WHERE input_hash <> 0;
CREATE INDEX entries_by_sealer ON entries(sealer, customer) WHERE sealer <> 0;

CREATE TABLE snapshots(
  customer bigint PRIMARY KEY,
  seq bigint NOT NULL,
  schema bigint NOT NULL,
  sealed bytea NOT NULL);

-- "trace": the W3C traceparent of the turn that set a timer or queued an effect, where traces are collected.
CREATE TABLE timers(
  due bigint NOT NULL,
  customer bigint NOT NULL,
  timer bigint NOT NULL,
  trace text,
  PRIMARY KEY(due, customer, timer));
CREATE INDEX timers_by_customer ON timers(customer);

CREATE TABLE outbox(
  number bigint GENERATED ALWAYS AS IDENTITY,
  id text COLLATE "C" PRIMARY KEY,
  customer bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  not_before bigint NOT NULL,
  next_try bigint NOT NULL,
  use_until bigint NOT NULL,
  supersession bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  error text,
  dead boolean NOT NULL DEFAULT false,
  sealed bytea NOT NULL,
  trace text);
CREATE INDEX outbox_due ON outbox(kind, next_try, number) WHERE NOT dead;
CREATE INDEX outbox_by_customer ON outbox(customer, supersession);
CREATE INDEX outbox_dead ON outbox(id) WHERE dead;

CREATE TABLE tasks(
  id text COLLATE "C" PRIMARY KEY,
  customer bigint NOT NULL,
  role text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  due bigint NOT NULL,
  sealed bytea NOT NULL);
CREATE INDEX tasks_by_status ON tasks(status, role, id);
CREATE INDEX tasks_by_customer ON tasks(customer, id);

CREATE TABLE search_terms(
  term bigint NOT NULL,
  customer bigint NOT NULL,
  PRIMARY KEY(term, customer));
CREATE INDEX search_terms_by_customer ON search_terms(customer);

CREATE TABLE topics(
  key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  position bigint NOT NULL);

-- "number" is the order of arrival over all topics.
CREATE TABLE topic_events(
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic bigint NOT NULL,
  position bigint NOT NULL,
  input_hash bigint NOT NULL,
  content_hash bigint NOT NULL,
  retain_key text COLLATE "C" NOT NULL,
  latest_only boolean NOT NULL,
  at bigint NOT NULL,
  body bytea NOT NULL);
CREATE UNIQUE INDEX topic_events_by_position ON topic_events(topic, position);
CREATE UNIQUE INDEX topic_events_by_input ON topic_events(topic, input_hash) WHERE input_hash <> 0;

-- Position of the newest event of each retain key.
CREATE TABLE topic_retained(
  topic bigint NOT NULL,
  retain_key text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY(topic, retain_key));

-- "seen": events up to this position reach the follower in another way than a fan-out to all: by the turn that began to follow, or by a catch-up. Past
-- every position: the follower is set apart, and every event waits for it by itself.
CREATE TABLE follows(
  customer bigint NOT NULL,
  topic bigint NOT NULL,
  urgency bigint NOT NULL,
  seen bigint NOT NULL,
  PRIMARY KEY(customer, topic));
CREATE INDEX follows_by_urgency ON follows(topic, urgency, customer) INCLUDE (seen);
CREATE INDEX follows_apart ON follows(topic, customer) WHERE seen = 9223372036854775807;

-- Events on their way to followers; "follower" is 0 for all of them, or the one customer that has to catch up.
CREATE TABLE fan_outs(
  number bigint NOT NULL,
  follower bigint NOT NULL,
  topic bigint NOT NULL,
  position bigint NOT NULL,
  cursor_urgency bigint NOT NULL DEFAULT '-9223372036854775808',
  cursor_customer bigint NOT NULL DEFAULT 0,
  PRIMARY KEY(number, follower));
CREATE UNIQUE INDEX fan_outs_by_topic ON fan_outs(topic, position, follower);
CREATE INDEX fan_outs_by_follower ON fan_outs(follower, topic) WHERE follower <> 0;

CREATE TABLE journeys(
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  published boolean NOT NULL,
  at bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY(id, version));

CREATE TABLE tombstones(
  id_hash bytea PRIMARY KEY,
  receipt text NOT NULL,
  purpose text NOT NULL,
  at bigint NOT NULL,
  expires bigint NOT NULL);

-- Erasures begun and not known to be finished.
CREATE TABLE erasures(customer bigint PRIMARY KEY);

-- Anonymous visitors who turned out to be a known customer.
CREATE TABLE aliases(
  customer bigint PRIMARY KEY,
  survivor bigint NOT NULL);
CREATE INDEX aliases_by_survivor ON aliases(survivor);

-- Who outside is told of state changes; a few rows.
CREATE TABLE subscriptions(
  id text COLLATE "C" PRIMARY KEY,
  url text NOT NULL,
  types text NOT NULL,
  journey text,
  customer bigint NOT NULL,
  description text,
  created bigint NOT NULL,
  secret bytea NOT NULL,
  old_secret bytea,
  old_until bigint NOT NULL,
  position bigint NOT NULL,
  paused text,
  failures integer NOT NULL,
  failing_since bigint NOT NULL,
  succeeded bigint NOT NULL,
  error text,
  error_at bigint NOT NULL);

-- Who read personal data: by person, minute, reader and call.
CREATE TABLE reads(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer bigint NOT NULL,
  minute bigint NOT NULL,
  reader text COLLATE "C" NOT NULL,
  call text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  UNIQUE(customer, minute, reader, call));
CREATE INDEX reads_by_minute ON reads(minute);

-- Adds a batch to the totals and looks whether each customer's entries follow its last one ("before"; a new customer comes with an id hash). If not,
-- somebody else wrote for it, or it was erased: error JO001 names those customers and the batch is sent again without them.
CREATE FUNCTION journey_fence(
  of_customers bigint[], befores bigint[], id_hashes bytea[], ats bigint[], highest bigint, new_customers bigint, new_entries bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lost bigint[];
BEGIN
  UPDATE totals SET last_customer = greatest(last_customer, highest), last_position = last_position + new_entries,
    customers = customers + new_customers, entries = entries + new_entries;
  SELECT array_agg(t.customer) INTO lost FROM unnest(of_customers, befores, id_hashes, ats) t(customer, before, id_hash, at)
  WHERE coalesce((SELECT max(e.seq) FROM entries e WHERE e.customer = t.customer), 0) <> t.before
    OR t.id_hash IS NOT NULL AND (
      EXISTS (SELECT 1 FROM customers c WHERE c.id_hash = t.id_hash)
      OR EXISTS (SELECT 1 FROM customers c WHERE c.key = t.customer)
      OR EXISTS (SELECT 1 FROM tombstones b WHERE b.id_hash = t.id_hash AND b.expires > t.at));
  IF lost IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JO001', MESSAGE = array_to_string(lost, ',');
  END IF;
END $$;

CREATE FUNCTION journey_topic(topic_name text) RETURNS topics LANGUAGE plpgsql AS $$
DECLARE
  found topics;
BEGIN
  SELECT * INTO found FROM topics WHERE name = topic_name;
  IF found.key IS NULL THEN
    INSERT INTO topics(name, position) VALUES(topic_name, 0) RETURNING * INTO found;
  END IF;
  RETURN found;
END $$;

-- A customer follows a topic, or leaves it (seen_by_turn < 0). Between the turn and its commit the topic may have moved on: "seen" becomes the topic's
-- position, and each event in between that is not overtaken gets a catch-up, so that every event has exactly one way to the follower.
CREATE FUNCTION journey_follow(who bigint, topic_name text, seen_by_turn bigint, new_urgency bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t topics := journey_topic(topic_name);
  old follows;
BEGIN
  IF seen_by_turn < 0 THEN
    DELETE FROM follows WHERE customer = who AND topic = t.key;
    DELETE FROM fan_outs WHERE topic = t.key AND follower = who AND follower <> 0;
    RETURN;
  END IF;
  SELECT * INTO old FROM follows WHERE customer = who AND topic = t.key;
  IF old.customer IS NULL THEN
    INSERT INTO fan_outs(number, follower, topic, position)
    SELECT e.number, who, e.topic, e.position FROM topic_events e
    WHERE e.topic = t.key AND e.position > seen_by_turn AND (NOT e.latest_only OR e.position =
      (SELECT r.position FROM topic_retained r WHERE r.topic = e.topic AND r.retain_key = e.retain_key))
    ON CONFLICT DO NOTHING;
  ELSIF old.urgency = new_urgency THEN
    RETURN;
  ELSE
    INSERT INTO fan_outs(number, follower, topic, position)
    SELECT f.number, who, f.topic, f.position FROM fan_outs f
    WHERE f.topic = t.key AND f.follower = 0 AND f.position > greatest(old.seen, seen_by_turn)
      AND (f.cursor_urgency, f.cursor_customer) < (old.urgency, who)
    ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO follows(customer, topic, urgency, seen) VALUES(who, t.key, new_urgency, t.position)
  ON CONFLICT(customer, topic) DO UPDATE SET urgency = excluded.urgency, seen = excluded.seen;
END $$;

-- Puts an event on a topic: its position, or that of the one that has its id already.
CREATE FUNCTION journey_publish(
  topic_name text, hash bigint, content bigint, key_retained text, only_latest boolean, at_time bigint, event bytea,
  OUT place bigint, OUT duplicate boolean, OUT reused boolean) LANGUAGE plpgsql AS $$
DECLARE
  t topics := journey_topic(topic_name);
  known topic_events;
  arrival bigint;
BEGIN
  IF hash <> 0 THEN
    SELECT * INTO known FROM topic_events e WHERE e.topic = t.key AND e.input_hash = hash AND e.input_hash <> 0;
  END IF;
  IF known.number IS NOT NULL THEN
    place := known.position;
    duplicate := known.content_hash = content;
    reused := NOT duplicate;
    RETURN;
  END IF;
  place := t.position + 1;
  duplicate := false;
  reused := false;
  INSERT INTO topic_events(topic, position, input_hash, content_hash, retain_key, latest_only, at, body)
  VALUES(t.key, place, hash, content, key_retained, only_latest, at_time, event) RETURNING number INTO arrival;
  UPDATE topics SET position = place WHERE key = t.key;
  -- A newer event of the same retain key overtakes those of which only the latest counts.
  DELETE FROM fan_outs f USING topic_events e
  WHERE f.topic = t.key AND e.number = f.number AND e.latest_only AND e.retain_key = key_retained;
  INSERT INTO topic_retained(topic, retain_key, position) VALUES(t.key, key_retained, place)
  ON CONFLICT(topic, retain_key) DO UPDATE SET position = excluded.position;
  INSERT INTO fan_outs(number, follower, topic, position) SELECT arrival, 0, t.key, place WHERE EXISTS (SELECT 1 FROM follows WHERE topic = t.key);
  INSERT INTO fan_outs(number, follower, topic, position)
  SELECT arrival, customer, t.key, place FROM follows WHERE topic = t.key AND seen = 9223372036854775807;
END $$;
