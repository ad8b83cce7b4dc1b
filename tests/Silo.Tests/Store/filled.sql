-- A database as a host leaves it after a while: each table that grows has many rows.
INSERT INTO customers SELECT c, decode(lpad(to_hex(c), 32, '0'), 'hex'), '\x01', '\x02' FROM generate_series(1, 20000) c;
INSERT INTO entries SELECT (c - 1) * 10 + s, c, s, c * 100 + s, c, c * 100 + s, 1, CASE WHEN s = 5 AND c % 100 = 0 THEN c % 1000 + 1 ELSE 0 END, convert_to(repeat('x', 200), 'UTF8'), '\x01'
FROM generate_series(1, 20000) c, generate_series(1, 10) s;
INSERT INTO snapshots SELECT c, 10, 1, '\x01' FROM generate_series(1, 20000) c;
INSERT INTO timers SELECT 1000000 + c, c, s FROM generate_series(1, 20000) c, generate_series(1, 3) s;
INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, dead, sealed)
SELECT c || '-1-e' || s, c, CASE s WHEN 1 THEN 'message' ELSE 'webhook' END, c, c, 9000000, CASE WHEN c % 2 = 0 THEN c ELSE 0 END, c % 50 = 0, '\x01' FROM generate_series(1, 20000) c, generate_series(1, 3) s;
INSERT INTO tasks SELECT c || '-t' || s, c, 'role' || c % 20, CASE WHEN c % 10 < 8 THEN 'gone' ELSE 'open' END, c, '\x01' FROM generate_series(1, 20000) c, generate_series(1, 3) s;
INSERT INTO set_aside SELECT c, s, c, 'event', 'visit', '\x01' FROM generate_series(1, 20000) c, generate_series(1, 2) s;
INSERT INTO search_terms SELECT (c * s) % 5000, c FROM generate_series(1, 20000) c, generate_series(1, 4) s ON CONFLICT DO NOTHING;
INSERT INTO topics(name, position) SELECT 'topic-' || t, 20 FROM generate_series(1, 2000) t;
INSERT INTO topic_events(topic, position, input_hash, content_hash, retain_key, latest_only, at, body)
SELECT t, p, t * 100 + p, 1, 'delay', p % 2 = 0, p, '\x01' FROM generate_series(1, 2000) t, generate_series(1, 20) p;
INSERT INTO topic_retained SELECT t, 'delay', 20 FROM generate_series(1, 2000) t;
INSERT INTO topic_tallies(topic, position, followers, told) SELECT t, p, 30, 30 FROM generate_series(1, 2000) t, generate_series(1, 20) p;
INSERT INTO topic_acts(topic, position, act, author, reason, at) SELECT t, p, 1 + p % 2, 'kim', 'wrong', 1 FROM generate_series(1, 2000) t, generate_series(1, 20) p;
INSERT INTO follows SELECT c, (c * s) % 2000 + 1, c % 7, CASE WHEN c % 499 = 0 THEN 9223372036854775807 ELSE 10 END FROM generate_series(1, 20000) c, generate_series(1, 3) s ON CONFLICT DO NOTHING;
INSERT INTO fan_outs(number, follower, topic, position) SELECT (t - 1) * 20 + 19, 0, t, 19 FROM generate_series(1, 20) t;
INSERT INTO fan_outs(number, follower, topic, position) SELECT (t - 1) * 20 + 20, c, t, 20 FROM generate_series(1, 20) t, generate_series(1, 1000) c;
INSERT INTO tombstones SELECT decode('ffff' || lpad(to_hex(c), 28, '0'), 'hex'), 'receipt', 'asked', c, 9000000 FROM generate_series(1, 20000) c;
INSERT INTO aliases SELECT c, c + 1 FROM generate_series(1, 20000, 2) c;
INSERT INTO reads(customer, minute, reader, call, count) SELECT c, m * 60000000, 'clerk', 'card', 1 FROM generate_series(1, 10000) c, generate_series(1, 5) m;
UPDATE totals SET last_customer = 20000, last_position = 200000, customers = 20000, entries = 200000;
ANALYZE;
