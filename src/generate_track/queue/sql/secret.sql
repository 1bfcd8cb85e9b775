-- name: insert
INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING

-- name: find
SELECT value FROM secret WHERE name = :name
