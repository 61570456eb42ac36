-- Streaming statements that are cared for: kept running, stopped and started again with their state. The statement, the
-- session's statements before it and its options stand here as they were written, secrets included (redacted ones could
-- not be submitted again), and nowhere else; they are shown redacted. See docs/decisions/0011.
CREATE TABLE managed_job (
  uid            VARCHAR(64)   NOT NULL,
  connection     VARCHAR(200)  NOT NULL,
  actor          VARCHAR(200)  NOT NULL,
  statement      CLOB          NOT NULL,
  catalog_name   VARCHAR(400),
  database_name  VARCHAR(400),
  submitted_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  wish           VARCHAR(20)   NOT NULL,
  wished_by      VARCHAR(200)  NOT NULL,
  wished_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  epoch          INTEGER       NOT NULL,
  attempt        INTEGER       NOT NULL,
  job_id         VARCHAR(32),
  seen           BOOLEAN       NOT NULL,
  placed         BOOLEAN       NOT NULL,
  earlier_job    VARCHAR(32),
  resume_path    VARCHAR(4000),
  resume_checkpoint BIGINT,
  resume_savepoint  BOOLEAN    NOT NULL,
  oldest_usable  BIGINT        NOT NULL,
  unnamed        BOOLEAN       NOT NULL,
  plan_hash      VARCHAR(64),
  hindrance      VARCHAR(20)   NOT NULL,
  failures       INTEGER       NOT NULL,
  failed_at      TIMESTAMP(6) WITH TIME ZONE,
  problem_code   VARCHAR(60),
  problem        CLOB,
  problem_next_step CLOB,
  CONSTRAINT managed_job_pk PRIMARY KEY (uid)
);

-- Flink options that were in force for the statement.
CREATE TABLE managed_job_option (
  uid            VARCHAR(64)   NOT NULL,
  option_key     VARCHAR(1000) NOT NULL,
  option_value   CLOB          NOT NULL,
  CONSTRAINT managed_job_option_pk PRIMARY KEY (uid, option_key)
);

-- What the session had run that the statement needs: its temporary tables, views, functions.
CREATE TABLE managed_job_preparation (
  uid            VARCHAR(64)   NOT NULL,
  ordinal        INTEGER       NOT NULL,
  statement      CLOB          NOT NULL,
  catalog_name   VARCHAR(400),
  database_name  VARCHAR(400),
  CONSTRAINT managed_job_preparation_pk PRIMARY KEY (uid, ordinal)
);
