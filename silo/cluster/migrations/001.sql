-- What Orleans keeps of the cluster: which silos there are, and the statements by which it reads and writes that. Its AdoNet provider takes them by name
-- from orleansquery, and knows columns and parameters by the names that stand here; tables and everything else are ours.

-- One row for each cluster. A change of its silos counts if it names the version that it found, so that of two at once one fails and looks again.
CREATE TABLE clusters(
  cluster text PRIMARY KEY,
  version integer NOT NULL);

-- Every silo that ever joined, until it is cleaned up. Status: 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead.
CREATE TABLE silos(
  cluster text NOT NULL REFERENCES clusters,
  address text NOT NULL,
  port integer NOT NULL,
  generation integer NOT NULL,
  name text NOT NULL,
  host text NOT NULL,
  status integer NOT NULL,
  gateway integer,
  suspects text,
  started timestamptz(3) NOT NULL,
  alive timestamptz(3) NOT NULL,
  PRIMARY KEY(cluster, address, port, generation));

CREATE TABLE orleansquery(
  querykey text PRIMARY KEY,
  querytext text NOT NULL);

INSERT INTO orleansquery(querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
WITH made AS (INSERT INTO clusters(cluster, version) VALUES(@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*)::integer FROM made $$),

('InsertMembershipKey', $$
WITH next AS (
  UPDATE clusters SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS (
    SELECT 1 FROM silos s WHERE s.cluster = @DeploymentId AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
  RETURNING cluster),
made AS (
  INSERT INTO silos(cluster, address, port, generation, name, host, status, gateway, started, alive)
  SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next RETURNING 1)
SELECT count(*)::integer FROM made $$),

('UpdateMembershipKey', $$
WITH next AS (
  UPDATE clusters SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version AND EXISTS (
    SELECT 1 FROM silos s WHERE s.cluster = @DeploymentId AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
  RETURNING cluster),
changed AS (
  UPDATE silos s SET status = @Status, suspects = @SuspectTimes, alive = @IAmAliveTime FROM next
  WHERE s.cluster = next.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation RETURNING 1)
SELECT count(*)::integer FROM changed $$),

('UpdateIAmAlivetimeKey', $$
UPDATE silos SET alive = @IAmAliveTime WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation $$),

-- The version comes also when there is no such silo, or none at all.
('MembershipReadRowKey', $$
SELECT c.cluster AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName", s.host AS "HostName",
  s.status AS "Status", s.gateway AS "ProxyPort", s.suspects AS "SuspectTimes", s.started AS "StartTime", s.alive AS "IAmAliveTime", c.version AS "Version"
FROM clusters c LEFT JOIN silos s ON s.cluster = c.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE c.cluster = @DeploymentId $$),

('MembershipReadAllKey', $$
SELECT c.cluster AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName", s.host AS "HostName",
  s.status AS "Status", s.gateway AS "ProxyPort", s.suspects AS "SuspectTimes", s.started AS "StartTime", s.alive AS "IAmAliveTime", c.version AS "Version"
FROM clusters c LEFT JOIN silos s ON s.cluster = c.cluster WHERE c.cluster = @DeploymentId $$),

('GatewaysQueryKey', $$
SELECT address AS "Address", gateway AS "ProxyPort", generation AS "Generation" FROM silos WHERE cluster = @DeploymentId AND status = @Status AND gateway > 0 $$),

('CleanupDefunctSiloEntriesKey', $$
DELETE FROM silos WHERE cluster = @DeploymentId AND alive < @IAmAliveTime AND status <> 3 $$),

('DeleteMembershipTableEntriesKey', $$
DELETE FROM silos WHERE cluster = @DeploymentId; DELETE FROM clusters WHERE cluster = @DeploymentId $$);
