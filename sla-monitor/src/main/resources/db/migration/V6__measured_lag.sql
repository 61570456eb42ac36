-- How far materialized views were behind: stretches of time, many to a row, as io.streamhouse.freshness.LagHistory packs
-- them. resolution is the length of one stretch in seconds, starts the epoch second at which the row's first one begins.
CREATE TABLE view_lag (
  uid            VARCHAR(64)   NOT NULL,
  resolution     INTEGER       NOT NULL,
  starts         BIGINT        NOT NULL,
  stretches      VARBINARY(100000) NOT NULL,
  CONSTRAINT view_lag_pk PRIMARY KEY (uid, resolution, starts)
);
