-- What is being done to the materialized views. Their definitions lie in the catalog; this can be rebuilt from it, the
-- snapshots and the state files.
CREATE TABLE view_ledger (
  uid            VARCHAR(64)   NOT NULL,
  relation       VARCHAR(1200) NOT NULL,
  revision       BIGINT        NOT NULL,
  epoch          INTEGER       NOT NULL,
  attempt        INTEGER       NOT NULL,
  held_mode      VARCHAR(20),
  suspended      BOOLEAN       NOT NULL,
  intent         VARCHAR(40),
  job_id         VARCHAR(32),
  resume_path    VARCHAR(4000),
  resume_checkpoint BIGINT,
  resume_savepoint  BOOLEAN    NOT NULL,
  stream_identifier BIGINT     NOT NULL,
  content        VARCHAR(20)   NOT NULL,
  planned_query  CLOB,
  failures       INTEGER       NOT NULL,
  failed_at      TIMESTAMP(6) WITH TIME ZONE,
  problem_code   VARCHAR(60),
  problem        CLOB,
  problem_next_step CLOB,
  created_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT view_ledger_pk PRIMARY KEY (uid)
);

-- Which source positions a version of a view contains: per scan the first snapshot it does not contain yet, and per
-- root table likewise.
CREATE TABLE view_version (
  uid            VARCHAR(64)  NOT NULL,
  snapshot       BIGINT       NOT NULL,
  epoch          INTEGER      NOT NULL,
  identifier     BIGINT       NOT NULL,
  kind           VARCHAR(20)  NOT NULL,
  positions      CLOB         NOT NULL,
  roots          CLOB         NOT NULL,
  recorded_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT view_version_pk PRIMARY KEY (uid, snapshot)
);

CREATE TABLE view_switch (
  id             VARCHAR(36)   NOT NULL,
  uid            VARCHAR(64)   NOT NULL,
  actor          VARCHAR(200)  NOT NULL,
  from_mode      VARCHAR(20),
  to_mode        VARCHAR(20)   NOT NULL,
  before_freshness VARCHAR(40) NOT NULL,
  before_requested VARCHAR(20) NOT NULL,
  state          VARCHAR(20)   NOT NULL,
  reason         CLOB          NOT NULL,
  started_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  finished_at    TIMESTAMP(6) WITH TIME ZONE,
  problem_code   VARCHAR(60),
  problem        CLOB,
  problem_next_step CLOB,
  CONSTRAINT view_switch_pk PRIMARY KEY (id)
);

CREATE INDEX view_switch_by_view ON view_switch (uid, started_at);

CREATE TABLE view_switch_step (
  switch_id      VARCHAR(36)   NOT NULL,
  ordinal        INTEGER       NOT NULL,
  name           VARCHAR(200)  NOT NULL,
  state          VARCHAR(20)   NOT NULL,
  started_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  finished_at    TIMESTAMP(6) WITH TIME ZONE,
  detail         CLOB,
  CONSTRAINT view_switch_step_pk PRIMARY KEY (switch_id, ordinal)
);

CREATE TABLE view_refresh (
  id             VARCHAR(36)   NOT NULL,
  uid            VARCHAR(64)   NOT NULL,
  cause          VARCHAR(20)   NOT NULL,
  state          VARCHAR(20)   NOT NULL,
  refresh_action VARCHAR(20),
  refresh_mode   VARCHAR(20)   NOT NULL,
  started_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  finished_at    TIMESTAMP(6) WITH TIME ZONE,
  data_timestamp TIMESTAMP(6) WITH TIME ZONE,
  rows_read      BIGINT,
  rows_written   BIGINT,
  job_id         VARCHAR(32),
  problem_code   VARCHAR(60),
  problem        CLOB,
  problem_next_step CLOB,
  CONSTRAINT view_refresh_pk PRIMARY KEY (id)
);

CREATE INDEX view_refresh_by_view ON view_refresh (uid, started_at);

-- A freshness that holds instead of the view's own for a while.
CREATE TABLE view_freshness_override (
  uid            VARCHAR(64)   NOT NULL,
  freshness      VARCHAR(40)   NOT NULL,
  actor          VARCHAR(200)  NOT NULL,
  until          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT view_freshness_override_pk PRIMARY KEY (uid)
);
