-- The plain way of Orleans to keep a grain's state: one row for each grain, written whole at each call. Statements by the names that its AdoNet provider
-- asks for; grains of the measurement have whole numbers as keys.
CREATE TABLE states(
  type text NOT NULL,
  high bigint NOT NULL,
  low bigint NOT NULL,
  version integer NOT NULL,
  state bytea,
  PRIMARY KEY(low, high, type));

CREATE TABLE orleansquery(
  querykey text PRIMARY KEY,
  querytext text NOT NULL);

INSERT INTO orleansquery(querykey, querytext) VALUES
('WriteToStorageKey', $$
INSERT INTO states(type, high, low, version, state) SELECT @GrainTypeString, @GrainIdN0, @GrainIdN1, 1, @PayloadBinary WHERE @GrainStateVersion IS NULL OR @GrainStateVersion > 0
ON CONFLICT(low, high, type) DO UPDATE SET version = states.version + 1, state = excluded.state WHERE states.version = @GrainStateVersion
RETURNING version AS "NewGrainStateVersion" $$),
('ReadFromStorageKey', $$
SELECT state AS "PayloadBinary", now(), version AS "Version" FROM states WHERE low = @GrainIdN1 AND high = @GrainIdN0 AND type = @GrainTypeString $$),
('ClearStorageKey', $$
UPDATE states SET state = NULL, version = version + 1 WHERE low = @GrainIdN1 AND high = @GrainIdN0 AND type = @GrainTypeString AND version = @GrainStateVersion
RETURNING version AS "NewGrainStateVersion" $$);
