-- CRC-32C of what the row holds, by which a bit that turned over on the disk is found. NULL: written before there were any, and not checked.
ALTER TABLE entries ADD COLUMN checksum integer;
ALTER TABLE snapshots ADD COLUMN checksum integer;
