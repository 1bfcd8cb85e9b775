-- name: insert
INSERT INTO job (
    id, key_id, idempotency_key, fingerprint, requests, uploads, webhook, model, n_takes, audio_s, priority,
    state, stage, attempt, is_cancel_wanted, outputs, notes, revision, created_s
) VALUES (
    :id, :key_id, :idempotency_key, :fingerprint, :requests, :uploads, :webhook, :model, :n_takes, :audio_s, :priority,
    'queued', 'waiting', 0, 0, '[]', '[]', 1,
    -- Later than what the key handed in before, however coarse the clock is: lists are in this order.
    (
        SELECT CASE WHEN last_s < {now} THEN {now} ELSE last_s + 0.00001 END
        FROM (SELECT COALESCE(MAX(created_s), 0) AS last_s FROM job WHERE key_id = :key_id) AS last
    )
)
RETURNING *

-- name: find
SELECT * FROM job WHERE id = :id

-- name: find_many
SELECT * FROM job WHERE id IN :ids

-- name: find_idempotent
SELECT * FROM job WHERE key_id = :key_id AND idempotency_key = :idempotency_key

-- name: outstanding
SELECT
    COALESCE(SUM(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), 0) AS n_queued,
    COALESCE(SUM(CASE WHEN key_id = :key_id THEN 1 ELSE 0 END), 0) AS n_of_key,
    MIN(CASE WHEN state = 'queued' AND priority BETWEEN :first AND :last THEN priority END) AS next_priority,
    MAX(CASE WHEN state = 'running' AND priority BETWEEN :first AND :last THEN priority END) AS running_priority,
    (
        SELECT priority FROM job WHERE key_id = :key_id AND priority BETWEEN :first AND :last
        ORDER BY created_s DESC LIMIT 1
    ) AS own_priority
FROM job WHERE state IN ('queued', 'running')

-- name: page
SELECT * FROM job
WHERE key_id = :key_id
    AND (CAST(:state AS TEXT) IS NULL OR state = :state)
    AND (
        CAST(:before_s AS DOUBLE PRECISION) IS NULL
        OR created_s < :before_s OR (created_s = :before_s AND id < :before_id)
    )
ORDER BY created_s DESC, id DESC
LIMIT :limit

-- name: ahead
SELECT COUNT(*) AS n, COALESCE(SUM(audio_s), 0) AS audio_s FROM job
WHERE state = 'queued' AND (
    priority < :priority
    OR (priority = :priority AND (created_s < :created_s OR (created_s = :created_s AND id < :id)))
)

-- name: places
SELECT id, n, audio_s FROM (
    SELECT id, COUNT(*) OVER line - 1 AS n, SUM(audio_s) OVER line - audio_s AS audio_s
    FROM job WHERE state = 'queued' WINDOW line AS (ORDER BY priority, created_s, id)
) AS waiting
WHERE id IN :ids

-- name: running_audio
SELECT COALESCE(SUM(audio_s * (1 - COALESCE(fraction, 0))), 0) AS audio_s FROM job WHERE state = 'running'

-- name: revisions
SELECT id, revision FROM job WHERE id IN :ids

-- name: attempt
SELECT attempt FROM job WHERE id = :id

-- name: start
UPDATE job
SET state = 'running', stage = 'starting', fraction = 0.0, attempt = attempt + 1, worker = :worker,
    started_s = COALESCE(started_s, {now}), revision = revision + 1
WHERE id = :id AND state IN ('queued', 'running')
RETURNING *

-- name: progress
UPDATE job SET stage = :stage, fraction = :fraction, revision = revision + 1
WHERE id = :id AND attempt = :attempt AND state = 'running'

-- name: note_remote
UPDATE job SET remote = :remote WHERE id = :id AND attempt = :attempt AND state = 'running'

-- name: finish
UPDATE job
SET state = :state, stage = :stage, fraction = :fraction, outputs = :outputs, notes = :notes, error = :error,
    finished_s = {now}, revision = revision + 1
WHERE id = :id AND attempt = :attempt AND state = 'running'
RETURNING *

-- name: hand_back
UPDATE job
SET state = 'queued', stage = 'waiting', fraction = NULL, attempt = attempt - 1, worker = NULL,
    started_s = CASE WHEN attempt > 1 THEN started_s END, revision = revision + 1
WHERE id = :id AND attempt = :attempt AND state = 'running'

-- name: line_up_again
UPDATE job SET state = 'queued', stage = 'waiting', fraction = NULL, worker = NULL, revision = revision + 1
WHERE id = :id AND state IN ('queued', 'running')

-- name: abandon
UPDATE job SET state = 'failed', stage = 'failed', error = :error, finished_s = {now}, revision = revision + 1
WHERE id = :id AND (state = 'queued' OR (state = 'running' AND worker = :worker))
RETURNING *

-- name: cancel
UPDATE job SET state = 'cancelled', stage = 'cancelled', finished_s = {now}, revision = revision + 1
WHERE id = :id AND state IN ('queued', 'running')
RETURNING *

-- name: counts
SELECT state, COUNT(*) AS n FROM job GROUP BY state

-- name: oldest_waiting
SELECT {now} - MIN(created_s) AS age_s FROM job WHERE state = 'queued'

-- name: recent_pace
SELECT SUM(finished_s - started_s) AS spent_s, SUM(audio_s) AS audio_s, COUNT(*) AS n
FROM (
    SELECT finished_s, started_s, audio_s FROM job
    WHERE state = 'succeeded' AND attempt = 1
    ORDER BY finished_s DESC LIMIT 50
) AS recent

-- name: recent_pace_of
SELECT SUM(finished_s - started_s) AS spent_s, SUM(audio_s) AS audio_s, COUNT(*) AS n
FROM (
    SELECT finished_s, started_s, audio_s FROM job
    WHERE model = :model AND state = 'succeeded' AND attempt = 1
    ORDER BY finished_s DESC LIMIT 50
) AS recent

-- name: expired
SELECT id, uploads FROM job WHERE finished_s < {now} - :age_s ORDER BY finished_s LIMIT :limit

-- name: delete
DELETE FROM job WHERE id IN :ids
