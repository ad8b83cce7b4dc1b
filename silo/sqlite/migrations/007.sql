-- How many follow a topic, so that nobody has to count them.
ALTER TABLE topics ADD COLUMN followers INTEGER NOT NULL DEFAULT 0;
UPDATE topics SET followers = (SELECT count(*) FROM follows WHERE topic = topics.key);

-- How far an event has come, kept when its way has ended: for how many it is, and how many of them were told. None: nobody followed.
CREATE TABLE topic_tallies(
  topic INTEGER NOT NULL,
  position INTEGER NOT NULL,
  followers INTEGER NOT NULL,
  told INTEGER NOT NULL,
  overtaken INTEGER NOT NULL,
  PRIMARY KEY(topic, position)) STRICT, WITHOUT ROWID;
INSERT INTO topic_tallies
SELECT o.topic, o.position,
  (SELECT count(*) FROM follows w WHERE w.topic = o.topic),
  (SELECT count(*) FROM follows w WHERE w.topic = o.topic AND (w.urgency, w.customer) <= (o.cursor_urgency, o.cursor_customer)), 0
FROM fan_outs o WHERE o.only = 0;
INSERT INTO topic_tallies
SELECT topic, position, count(*), 0, 0 FROM fan_outs WHERE only <> 0 GROUP BY topic, position
ON CONFLICT DO NOTHING;

-- What people did about topics and their events, in order. "position" is 0 for a topic as a whole; "act": 1 paused, 2 resumed, 3 withdrawn.
CREATE TABLE topic_acts(
  number INTEGER PRIMARY KEY,
  topic INTEGER NOT NULL,
  position INTEGER NOT NULL,
  act INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE INDEX topic_acts_by_event ON topic_acts(topic, position, act);

-- What is paused: an event and all after it, or (position 0) a topic, of which nothing from "held_from" on has reached anybody new. "act" says who and why.
CREATE TABLE topic_pauses(
  topic INTEGER NOT NULL,
  position INTEGER NOT NULL,
  held_from INTEGER NOT NULL,
  act INTEGER NOT NULL,
  PRIMARY KEY(topic, position)) STRICT, WITHOUT ROWID;
