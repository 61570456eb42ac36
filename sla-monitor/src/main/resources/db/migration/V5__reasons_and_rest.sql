-- Why a refresh had to compute a view anew.
ALTER TABLE view_refresh ADD COLUMN reason CLOB;

-- Since when the place of a view's stream is kept without being read on from: it is not kept for ever.
ALTER TABLE view_ledger ADD COLUMN resting_since TIMESTAMP(6) WITH TIME ZONE;
