-- Erasures begun and not known to be finished: the rows are deleted, but the person's key, or what the log still holds, may be left. The host goes on from here.
CREATE TABLE erasures(customer INTEGER PRIMARY KEY) STRICT;
