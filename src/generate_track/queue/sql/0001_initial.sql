-- Times are seconds of the database's own clock since 1970, so that machines need not agree on theirs.

CREATE TABLE job (
    id TEXT PRIMARY KEY,
    key_id TEXT NOT NULL,
    idempotency_key TEXT,
    fingerprint TEXT NOT NULL,
    requests TEXT NOT NULL,
    uploads TEXT NOT NULL,
    webhook TEXT,
    model TEXT NOT NULL,
    n_takes INTEGER NOT NULL,
    audio_s DOUBLE PRECISION NOT NULL,
    priority INTEGER NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    fraction DOUBLE PRECISION,
    attempt INTEGER NOT NULL,
    worker TEXT,
    remote TEXT,
    is_cancel_wanted INTEGER NOT NULL,
    outputs TEXT NOT NULL,
    notes TEXT NOT NULL,
    error TEXT,
    revision INTEGER NOT NULL,
    created_s DOUBLE PRECISION NOT NULL,
    started_s DOUBLE PRECISION,
    finished_s DOUBLE PRECISION,
    UNIQUE (key_id, idempotency_key)
);

CREATE INDEX job_by_state ON job (state, priority, created_s);
CREATE INDEX job_by_key ON job (key_id, state);
CREATE INDEX job_by_age ON job (key_id, created_s);
CREATE INDEX job_by_end ON job (finished_s);

CREATE TABLE worker (
    id TEXT PRIMARY KEY,
    engine TEXT NOT NULL,
    slots INTEGER NOT NULL,
    started_s DOUBLE PRECISION NOT NULL,
    beat_s DOUBLE PRECISION NOT NULL
);

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE,
    priority_class INTEGER NOT NULL,
    created_s DOUBLE PRECISION NOT NULL,
    used_s DOUBLE PRECISION,
    revoked_s DOUBLE PRECISION
);

CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
