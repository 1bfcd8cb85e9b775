-- What we read of DBOS's own tables, and have no other way to ask for in one look.

-- name: strangers
SELECT DISTINCT executor_id AS id FROM {line} AS taken
WHERE status = 'PENDING' AND executor_id NOT IN (SELECT id FROM worker)

-- name: holders
SELECT DISTINCT executor_id AS id FROM {line} AS taken WHERE status = 'PENDING' AND executor_id IN :ids

-- name: orphans
SELECT id, priority FROM job
WHERE state IN ('queued', 'running')
    AND NOT EXISTS (
        SELECT 1 FROM {line} AS waiting
        WHERE waiting.workflow_uuid = job.id AND waiting.status IN ('ENQUEUED', 'DELAYED', 'PENDING')
    )
    -- One that took over what another had may be at work, and ends well when it lives.
    AND NOT EXISTS (SELECT 1 FROM worker WHERE worker.id = job.worker AND worker.beat_s >= {now} - :age_s)
LIMIT :limit

-- name: forget_ended
DELETE FROM {line} WHERE workflow_uuid = :id AND status NOT IN ('ENQUEUED', 'DELAYED', 'PENDING')
