-- Inputs that could not be decided and were set aside: the entries that keep them.
CREATE TABLE set_aside(
  customer bigint NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY(customer, seq));
