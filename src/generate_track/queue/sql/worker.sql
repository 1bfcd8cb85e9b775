-- name: beat
INSERT INTO worker (id, engine, slots, started_s, beat_s) VALUES (:id, :engine, :slots, {now}, {now})
ON CONFLICT (id) DO UPDATE SET beat_s = excluded.beat_s

-- name: leave
UPDATE worker SET beat_s = 0 WHERE id = :id

-- name: dead
SELECT id, beat_s FROM worker WHERE beat_s < {now} - :age_s

-- name: bury
DELETE FROM worker WHERE id IN :ids AND beat_s < {now} - :age_s

-- name: living
SELECT * FROM worker WHERE beat_s >= {now} - :age_s ORDER BY started_s
