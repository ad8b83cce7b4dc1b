-- How many follow a topic, so that nobody has to count them.
ALTER TABLE topics ADD COLUMN followers bigint NOT NULL DEFAULT 0;
UPDATE topics t SET followers = (SELECT count(*) FROM follows w WHERE w.topic = t.key);

-- How far an event has come, kept when its way has ended: for how many it is, and how many of them were told. None: nobody followed.
CREATE TABLE topic_tallies(
  topic bigint NOT NULL,
  position bigint NOT NULL,
  followers bigint NOT NULL,
  told bigint NOT NULL DEFAULT 0,
  overtaken boolean NOT NULL DEFAULT false,
  PRIMARY KEY(topic, position));
INSERT INTO topic_tallies(topic, position, followers, told)
SELECT o.topic, o.position,
  (SELECT count(*) FROM follows w WHERE w.topic = o.topic),
  (SELECT count(*) FROM follows w WHERE w.topic = o.topic AND (w.urgency, w.customer) <= (o.cursor_urgency, o.cursor_customer))
FROM fan_outs o WHERE o.follower = 0;
INSERT INTO topic_tallies(topic, position, followers)
SELECT topic, position, count(*) FROM fan_outs WHERE follower <> 0 GROUP BY topic, position
ON CONFLICT DO NOTHING;

-- What people did about topics and their events, in order. "position" is 0 for a topic as a whole; "act": 1 paused, 2 resumed, 3 withdrawn.
CREATE TABLE topic_acts(
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic bigint NOT NULL,
  position bigint NOT NULL,
  act integer NOT NULL,
  author text NOT NULL,
  reason text NOT NULL,
  at bigint NOT NULL);
CREATE INDEX topic_acts_by_event ON topic_acts(topic, position, act);

-- What is paused: an event and all after it, or (position 0) a topic, of which nothing from "held_from" on has reached anybody new. "act" says who and why.
CREATE TABLE topic_pauses(
  topic bigint NOT NULL,
  position bigint NOT NULL,
  held_from bigint NOT NULL,
  act bigint NOT NULL,
  PRIMARY KEY(topic, position));

-- A pause holds if it is of a topic, or of an event that is still on its way.
CREATE FUNCTION journey_holds(of_topic bigint, at_position bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT at_position = 0 OR EXISTS (SELECT 1 FROM fan_outs x WHERE x.topic = of_topic AND x.position = at_position)
$$;

CREATE FUNCTION journey_withdrawn(of_topic bigint, at_position bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM topic_acts a WHERE a.topic = of_topic AND a.position = at_position AND a.act = 3)
$$;

-- As before; it answers by how much the topic's number of followers grows, which the caller adds up: one change of the topic's row a batch.
DROP FUNCTION journey_follow(bigint, text, bigint, bigint);
CREATE FUNCTION journey_follow(who bigint, topic_name text, seen_by_turn bigint, new_urgency bigint, OUT of_topic bigint, OUT more bigint) LANGUAGE plpgsql AS $$
DECLARE
  t topics := journey_topic(topic_name);
  old follows;
BEGIN
  of_topic := t.key;
  more := 0;
  IF seen_by_turn < 0 THEN
    DELETE FROM follows w WHERE w.customer = who AND w.topic = t.key;
    IF FOUND THEN more := -1; END IF;
    DELETE FROM fan_outs f WHERE f.topic = t.key AND f.follower = who AND f.follower <> 0;
    RETURN;
  END IF;
  SELECT * INTO old FROM follows w WHERE w.customer = who AND w.topic = t.key;
  IF old.customer IS NULL THEN
    more := 1;
    IF seen_by_turn < t.position THEN
      WITH missed AS (
        INSERT INTO fan_outs(number, follower, topic, position)
        SELECT e.number, who, e.topic, e.position FROM topic_events e
        WHERE e.topic = t.key AND e.position > seen_by_turn AND NOT journey_withdrawn(e.topic, e.position) AND (NOT e.latest_only OR e.position =
          (SELECT r.position FROM topic_retained r WHERE r.topic = e.topic AND r.retain_key = e.retain_key))
        ON CONFLICT DO NOTHING RETURNING fan_outs.topic, fan_outs.position)
      INSERT INTO topic_tallies AS y(topic, position, followers) SELECT m.topic, m.position, 1 FROM missed m
      ON CONFLICT(topic, position) DO UPDATE SET followers = y.followers + 1;
    END IF;
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

-- Follows and leaves of a batch, in their order.
CREATE FUNCTION journey_follow_all(customers bigint[], topic_names text[], seens bigint[], urgencies bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  change record;
BEGIN
  FOR change IN
    SELECT (c.change).of_topic, sum((c.change).more) AS more FROM (
      SELECT journey_follow(f.customer, f.topic, f.seen, f.urgency) AS change
      FROM (SELECT * FROM unnest(customers, topic_names, seens, urgencies) WITH ORDINALITY u(customer, topic, seen, urgency, place) ORDER BY place) f OFFSET 0) c
    GROUP BY 1
  LOOP
    UPDATE topics t SET followers = t.followers + change.more WHERE t.key = change.of_topic AND change.more <> 0;
  END LOOP;
END $$;

-- As before, with the tallies: of what is published, and of what it overtakes.
CREATE OR REPLACE FUNCTION journey_publish(
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
  WITH overtaken AS (
    DELETE FROM fan_outs f USING topic_events e
    WHERE f.topic = t.key AND e.number = f.number AND e.latest_only AND e.retain_key = key_retained RETURNING f.position),
  unpaused AS (DELETE FROM topic_pauses p USING overtaken o WHERE p.topic = t.key AND p.position = o.position)
  UPDATE topic_tallies y SET overtaken = true FROM (SELECT DISTINCT position FROM overtaken) o WHERE y.topic = t.key AND y.position = o.position;
  INSERT INTO topic_retained(topic, retain_key, position) VALUES(t.key, key_retained, place)
  ON CONFLICT(topic, retain_key) DO UPDATE SET position = excluded.position;
  INSERT INTO fan_outs(number, follower, topic, position) SELECT arrival, 0, t.key, place WHERE EXISTS (SELECT 1 FROM follows WHERE topic = t.key);
  INSERT INTO fan_outs(number, follower, topic, position)
  SELECT arrival, customer, t.key, place FROM follows WHERE topic = t.key AND seen = 9223372036854775807;
  INSERT INTO topic_tallies(topic, position, followers) SELECT t.key, place, t.followers WHERE t.followers > 0;
END $$;

-- Pauses (1), resumes (2) or withdraws (3) an event, or a topic. Answers 0 done, 1 it was so already, 2 unknown, 3 the event is not on its way,
-- 4 withdrawn by somebody else, 5 not paused.
CREATE FUNCTION journey_act(topic_name text, of_position bigint, kind integer, who text, why text, at_time bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  t topics;
  before topic_acts;
  underway boolean;
  paused boolean;
  key_retained text;
  noted bigint;
BEGIN
  SELECT * INTO t FROM topics WHERE name = topic_name;
  IF t.key IS NULL OR of_position NOT BETWEEN 0 AND t.position THEN RETURN 2; END IF;
  underway := EXISTS (SELECT 1 FROM fan_outs f WHERE f.topic = t.key AND f.position = of_position);
  paused := EXISTS (SELECT 1 FROM topic_pauses p WHERE p.topic = t.key AND p.position = of_position) AND (underway OR of_position = 0);
  IF kind = 1 AND paused THEN RETURN 1; END IF;
  IF kind = 1 AND of_position <> 0 AND NOT underway THEN RETURN 3; END IF;
  IF kind = 2 AND NOT paused THEN
    RETURN CASE WHEN EXISTS (SELECT 1 FROM topic_acts a WHERE a.topic = t.key AND a.position = of_position AND a.act = 2) THEN 1 ELSE 5 END;
  END IF;
  IF kind = 3 THEN
    SELECT * INTO before FROM topic_acts a WHERE a.topic = t.key AND a.position = of_position AND a.act = 3;
    IF before.number IS NOT NULL THEN RETURN CASE WHEN before.author = who AND before.reason = why THEN 1 ELSE 4 END; END IF;
    IF NOT underway THEN RETURN 3; END IF;
  END IF;
  INSERT INTO topic_acts(topic, position, act, author, reason, at) VALUES(t.key, of_position, kind, who, why, at_time) RETURNING number INTO noted;
  IF kind = 1 THEN
    INSERT INTO topic_pauses(topic, position, held_from, act)
    SELECT t.key, of_position, CASE WHEN of_position <> 0 THEN of_position
      ELSE coalesce((SELECT min(f.position) FROM fan_outs f WHERE f.topic = t.key AND f.follower = 0), t.position + 1) END, noted
    ON CONFLICT(topic, position) DO UPDATE SET held_from = excluded.held_from, act = excluded.act;
    RETURN 0;
  END IF;
  DELETE FROM topic_pauses p WHERE p.topic = t.key AND p.position = of_position;
  IF kind = 2 THEN RETURN 0; END IF;
  DELETE FROM fan_outs f WHERE f.topic = t.key AND f.position = of_position;
  -- What was withdrawn is not retained: the event before it of its key is, if there is any.
  DELETE FROM topic_retained r WHERE r.topic = t.key AND r.position = of_position RETURNING r.retain_key INTO key_retained;
  IF key_retained IS NOT NULL THEN
    INSERT INTO topic_retained(topic, retain_key, position)
    SELECT e.topic, e.retain_key, e.position FROM topic_events e
    WHERE e.topic = t.key AND e.retain_key = key_retained AND e.position < of_position AND NOT journey_withdrawn(e.topic, e.position)
    ORDER BY e.position DESC LIMIT 1;
  END IF;
  -- Followers set apart who waited for nothing else are among the others again.
  UPDATE follows w SET seen = t.position
  WHERE w.topic = t.key AND w.seen = 9223372036854775807
    AND NOT EXISTS (SELECT 1 FROM fan_outs f WHERE f.follower = w.customer AND f.follower <> 0 AND f.topic = t.key);
  RETURN 0;
END $$;
