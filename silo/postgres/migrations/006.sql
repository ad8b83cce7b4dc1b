-- Ciphertext gets no smaller: the server need not try. What can be read is packed by lz4 where the server has it, in a third less time than before for an entry.
-- This counts for rows written from now on; those that are there stay as they are.
ALTER TABLE customers ALTER COLUMN sealed_id SET STORAGE EXTERNAL, ALTER COLUMN sealed_name SET STORAGE EXTERNAL;
ALTER TABLE entries ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE snapshots ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE outbox ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE tasks ALTER COLUMN sealed SET STORAGE EXTERNAL;
DO $$
DECLARE of_entries regclass;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)) THEN RETURN; END IF;
  ALTER TABLE topic_events ALTER COLUMN body SET COMPRESSION lz4;
  -- It does not reach partitions by itself.
  FOR of_entries IN SELECT 'entries'::regclass UNION SELECT relid FROM pg_partition_tree('entries') LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN body SET COMPRESSION lz4', of_entries);
  END LOOP;
END $$;
