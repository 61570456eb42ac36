-- What the refresh cost, read off the meter when it ended, and how many rows its inputs held then. Empty where nothing was
-- metered.
ALTER TABLE view_refresh ADD COLUMN cpu_millis BIGINT;
ALTER TABLE view_refresh ADD COLUMN compaction_cpu_millis BIGINT;
ALTER TABLE view_refresh ADD COLUMN slot_millis BIGINT;
ALTER TABLE view_refresh ADD COLUMN bytes_read BIGINT;
ALTER TABLE view_refresh ADD COLUMN bytes_written BIGINT;
ALTER TABLE view_refresh ADD COLUMN requests BIGINT;
ALTER TABLE view_refresh ADD COLUMN checkpoint_bytes BIGINT;
ALTER TABLE view_refresh ADD COLUMN base_rows BIGINT;

-- Whom usage is booked to: a relation in a mode of refresh (an empty one if it is no view), statements of nobody's
-- relation, a line of overhead, idle, or the total.
CREATE TABLE usage_account (
  id             INTEGER       NOT NULL,
  kind           VARCHAR(20)   NOT NULL,
  name           VARCHAR(1200) NOT NULL,
  refresh_mode   VARCHAR(20)   NOT NULL,
  CONSTRAINT usage_account_pk PRIMARY KEY (id)
);

CREATE UNIQUE INDEX usage_account_by_name ON usage_account (name, kind, refresh_mode);

-- What an account used in a minute (span 60 seconds) or an hour (3600). Minutes are kept for days, hours for months.
-- worked_millis is how long at least one job worked for the account; commits are snapshots of its relation.
CREATE TABLE usage_bucket (
  span           INTEGER       NOT NULL,
  account_id     INTEGER       NOT NULL,
  starts_at      TIMESTAMP(0) WITH TIME ZONE NOT NULL,
  cpu_micros     BIGINT        NOT NULL,
  compaction_cpu_micros BIGINT NOT NULL,
  slot_millis    BIGINT        NOT NULL,
  worked_millis  BIGINT        NOT NULL,
  rows_read      BIGINT        NOT NULL,
  rows_written   BIGINT        NOT NULL,
  bytes_read     BIGINT        NOT NULL,
  bytes_written  BIGINT        NOT NULL,
  requests       BIGINT        NOT NULL,
  checkpoint_bytes BIGINT      NOT NULL,
  commits        BIGINT        NOT NULL,
  CONSTRAINT usage_bucket_pk PRIMARY KEY (span, account_id, starts_at)
);

CREATE INDEX usage_bucket_by_time ON usage_bucket (span, starts_at);

-- What a table took up in storage in an hour, as it was measured last in it.
CREATE TABLE usage_storage (
  relation       VARCHAR(1200) NOT NULL,
  starts_at      TIMESTAMP(0) WITH TIME ZONE NOT NULL,
  measured_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  live_bytes     BIGINT        NOT NULL,
  held_bytes     BIGINT        NOT NULL,
  state_bytes    BIGINT        NOT NULL,
  CONSTRAINT usage_storage_pk PRIMARY KEY (relation, starts_at)
);
