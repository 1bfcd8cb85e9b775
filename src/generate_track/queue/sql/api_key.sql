-- name: insert
INSERT INTO api_key (id, name, hash, priority_class, created_s) VALUES (:id, :name, :hash, :priority_class, {now})
RETURNING *

-- name: replace
UPDATE api_key SET hash = :hash, priority_class = :priority_class, revoked_s = NULL WHERE name = :name
RETURNING *

-- name: list
SELECT * FROM api_key ORDER BY created_s

-- name: find_name
SELECT * FROM api_key WHERE name = :name

-- name: active
SELECT * FROM api_key WHERE revoked_s IS NULL

-- name: revoke
UPDATE api_key SET revoked_s = {now} WHERE name = :name AND revoked_s IS NULL
RETURNING *

-- name: used
UPDATE api_key SET used_s = {now} WHERE id = :id
