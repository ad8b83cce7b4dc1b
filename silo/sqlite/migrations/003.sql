-- The trace (W3C traceparent) of the turn that set a timer or queued an effect, where traces are collected; else NULL, which takes no room.
ALTER TABLE timers ADD COLUMN trace TEXT;
ALTER TABLE outbox ADD COLUMN trace TEXT;
