-- How fast jobs went of late is asked for at every look at a waiting one.

CREATE INDEX job_by_outcome ON job (state, finished_s);
CREATE INDEX job_by_model ON job (model, state, finished_s);
