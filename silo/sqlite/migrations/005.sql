-- Who outside is told of state changes. "position" is the place in the order of entries up to which everything was delivered; "customer" is 0 for all of
-- them; secrets are sealed under the master key.
CREATE TABLE subscriptions(
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  types TEXT NOT NULL,
  journey TEXT,
  customer INTEGER NOT NULL,
  description TEXT,
  created INTEGER NOT NULL,
  secret BLOB NOT NULL,
  old_secret BLOB,
  old_until INTEGER NOT NULL,
  position INTEGER NOT NULL,
  paused TEXT,
  failures INTEGER NOT NULL,
  failing_since INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  error TEXT,
  error_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
