-- Anonymous visitors who turned out to be a known customer: whose journal, timers and effects are kept under a key of their own and belong to another.
CREATE TABLE aliases(
  customer INTEGER PRIMARY KEY,
  survivor INTEGER NOT NULL) STRICT;
CREATE INDEX aliases_by_survivor ON aliases(survivor);
