-- alone: the version before reads "going".
ALTER TABLE things DROP COLUMN going;
