-- What the console knows of a job beyond what the cluster remembers: the statement that started it, so that it can be
-- resumed, and the savepoint it was stopped with. The statement stands here as it was written, secrets included (a
-- redacted one could not be run again); it is shown redacted only. See docs/home.md.
CREATE TABLE job_record (
  job_id         VARCHAR(32)  NOT NULL,
  job_name       VARCHAR(2000),
  connection     VARCHAR(200) NOT NULL,
  actor          VARCHAR(200) NOT NULL,
  statement      CLOB,
  execution_mode VARCHAR(20)  NOT NULL,
  catalog_name   VARCHAR(400),
  database_name  VARCHAR(400),
  configuration  CLOB         NOT NULL,
  recorded_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  savepoint_path VARCHAR(4000),
  stopped_at     TIMESTAMP(6) WITH TIME ZONE,
  stopped_by     VARCHAR(200),
  resumed_as     VARCHAR(32),
  resumed_from   VARCHAR(32),
  CONSTRAINT job_record_pk PRIMARY KEY (job_id)
);

CREATE INDEX job_record_by_time ON job_record (recorded_at);
