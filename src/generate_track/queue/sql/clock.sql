-- name: now
SELECT {now} AS now_s
