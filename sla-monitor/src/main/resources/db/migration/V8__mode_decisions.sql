-- Choices of mode with all that was weighed.
CREATE TABLE view_decision (
  id             VARCHAR(36)   NOT NULL,
  uid            VARCHAR(64)   NOT NULL,
  decided_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  before_mode    VARCHAR(20),
  chosen_mode    VARCHAR(20)   NOT NULL,
  requested      VARCHAR(20)   NOT NULL,
  target_millis  BIGINT,
  reason         CLOB          NOT NULL,
  CONSTRAINT view_decision_pk PRIMARY KEY (id)
);

CREATE INDEX view_decision_by_view ON view_decision (uid, decided_at);

CREATE TABLE view_decision_candidate (
  decision_id    VARCHAR(36)   NOT NULL,
  ordinal        INTEGER       NOT NULL,
  candidate_mode VARCHAR(20)   NOT NULL,
  possible       BOOLEAN       NOT NULL,
  lag_millis     BIGINT,
  cost_per_day   DOUBLE PRECISION,
  reason         CLOB          NOT NULL,
  CONSTRAINT view_decision_candidate_pk PRIMARY KEY (decision_id, ordinal)
);
