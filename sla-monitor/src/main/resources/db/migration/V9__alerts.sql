-- Alerts that fired, and those that still do. Rules are documents; what an event says of its rule is what it was then.
CREATE TABLE alert_event (
  id             VARCHAR(36)   NOT NULL,
  rule_id        VARCHAR(64)   NOT NULL,
  rule_name      VARCHAR(200)  NOT NULL,
  subject        VARCHAR(1200) NOT NULL,
  measure        VARCHAR(20)   NOT NULL,
  began_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ended_at       TIMESTAMP(6) WITH TIME ZONE,
  peak           DOUBLE PRECISION,
  reason         CLOB          NOT NULL,
  end_reason     CLOB,
  CONSTRAINT alert_event_pk PRIMARY KEY (id)
);

CREATE INDEX alert_event_by_time ON alert_event (began_at);

-- What was sent to the webhook, or is still to be. The address is not here: it may hold a secret.
CREATE TABLE alert_delivery (
  id             VARCHAR(36)   NOT NULL,
  event_id       VARCHAR(36),
  body           CLOB          NOT NULL,
  state          VARCHAR(20)   NOT NULL,
  attempts       INTEGER       NOT NULL,
  outcome        CLOB          NOT NULL,
  created_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  due_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT alert_delivery_pk PRIMARY KEY (id)
);

CREATE INDEX alert_delivery_by_time ON alert_delivery (created_at);
