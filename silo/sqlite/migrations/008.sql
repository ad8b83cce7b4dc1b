-- Inputs that could not be decided and were set aside: the entries that keep them.
CREATE TABLE set_aside(
  customer INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  type TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY(customer, seq)) STRICT, WITHOUT ROWID;
