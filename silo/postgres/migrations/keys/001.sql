-- Data keys of persons, each wrapped by the master key. The server tidies up after every destroyed one (docs/operations.md says what it keeps elsewhere).
CREATE TABLE keys(
  number bigint PRIMARY KEY,
  wrapped bytea NOT NULL) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

-- One row. "check_value" tells the master key; NULL: no host came yet. "last_number": the highest ever made, also when it was destroyed. Who makes or
-- destroys keys holds the row, so that numbers are given once and the places of destroyed ones grow in the order of commits.
CREATE TABLE ring(
  check_value bytea,
  last_number bigint NOT NULL,
  last_destroyed bigint NOT NULL) WITH (fillfactor = 10);
INSERT INTO ring(last_number, last_destroyed) VALUES(0, 0);

-- What hosts that have keys in memory look at. A row says nothing of a person but that the number was once somebody's.
CREATE TABLE destroyed(
  place bigint PRIMARY KEY,
  number bigint NOT NULL);
