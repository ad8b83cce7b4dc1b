-- Who read personal data: by person, minute, reader and call. The person's rows go with an erasure, all go after their time.
CREATE TABLE reads(
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  reader TEXT NOT NULL,
  call TEXT NOT NULL,
  count INTEGER NOT NULL,
  UNIQUE(customer, minute, reader, call)) STRICT;
CREATE INDEX reads_by_minute ON reads(minute);
