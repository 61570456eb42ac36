package io.streamhouse.refresh;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.store.LedgerVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares a version of a view with its query over its inputs as they were for that version. */
final class Verifier {

    private static final int SHOWN = 100;

    /** Differing rows that are looked at one by one, to let pass what differs in the last digits only. */
    private static final int LOOKED_AT = 20_000;

    private static final double TOLERANCE = 1e-9;

    private final Running running;

    Verifier(Running running) {
        this.running = running;
    }

    Verification verify(ManagedView view, LedgerVersion version, Optional<Instant> dataTime) {
        PlannedQuery plan = view.plan.orElseThrow(() -> new ProblemException(
                ErrorCode.INVALID_STATEMENT, "Its query can't be planned, so it can't be verified"));
        List<OptionalLong> pins = new ArrayList<>();
        List<ScanPosition> positions = new ArrayList<>();
        for (int scan = 0; scan < version.reads().size(); scan++) {
            LedgerVersion.Read read = version.reads().get(scan);
            OptionalLong last = read.next() > 1 ? OptionalLong.of(read.next() - 1) : OptionalLong.empty();
            pins.add(last);
            positions.add(new ScanPosition(scan, read.relation(), last));
        }
        List<Row> missing = new ArrayList<>();
        List<Row> unexpected = new ArrayList<>();
        long[] counts = new long[3];
        if (plan.inBatch()) {
            compareInBatch(view, version, plan.sql(FullRefresh.pinned(pins)), missing, unexpected, counts);
        } else {
            BoundedStream bounded = new BoundedStream(running);
            var wanted = bounded.rows(plan, pins, Map.of("pipeline.name", "verify " + view.id()));
            var content = bounded.content(view.id(), OptionalLong.of(version.snapshot()));
            missing.addAll(BoundedStream.beyond(wanted, content));
            unexpected.addAll(BoundedStream.beyond(content, wanted));
            counts[0] = content.values().stream().mapToLong(Integer::longValue).sum();
            counts[1] = missing.size();
            counts[2] = unexpected.size();
        }
        List<Column> columns = view.definition.schema().columns();
        boolean approximate = columns.stream()
                .anyMatch(column ->
                        column.type().startsWith("DOUBLE") || column.type().startsWith("FLOAT"));
        long passed = approximate ? letPass(missing, unexpected) : 0;
        int shownMissing = Math.min(missing.size(), unexpected.isEmpty() ? SHOWN : SHOWN / 2);
        int shownUnexpected = Math.min(unexpected.size(), SHOWN - shownMissing);
        return new Verification(
                counts[1] == passed && counts[2] == passed,
                counts[0],
                counts[1] - passed,
                counts[2] - passed,
                dataTime,
                version.snapshot(),
                positions,
                columns,
                missing.subList(0, shownMissing),
                unexpected.subList(0, shownUnexpected),
                approximate ? Optional.of("Floating-point numbers are equal to nine digits") : Optional.empty());
    }

    /** @param counts of the rows there are, of those missing and those unexpected */
    private void compareInBatch(
            ManagedView view,
            LedgerVersion version,
            String sql,
            List<Row> missing,
            List<Row> unexpected,
            long[] counts) {
        String query = "(" + sql + ")";
        String content = "(SELECT * FROM " + view.id().quoted() + " /*+ OPTIONS('scan.snapshot-id'='"
                + version.snapshot() + "') */)";
        running.batch(
                "SELECT 1 AS sh_side, a.* FROM (SELECT * FROM " + query + " EXCEPT ALL SELECT * FROM " + content
                        + ") a UNION ALL SELECT 2, b.* FROM (SELECT * FROM " + content
                        + " EXCEPT ALL SELECT * FROM " + query + ") b",
                Map.of("pipeline.name", "verify " + view.id()),
                row -> {
                    int side = Integer.valueOf(1).equals(row.values().getFirst()) ? 1 : 2;
                    counts[side]++;
                    List<Row> rows = side == 1 ? missing : unexpected;
                    if (rows.size() < LOOKED_AT) {
                        rows.add(Row.of(
                                RowKind.INSERT,
                                row.values().subList(1, row.values().size()).toArray()));
                    }
                });
        running.batch(
                "SELECT COUNT(*) FROM " + content,
                Map.of("pipeline.name", "verify " + view.id()),
                row -> counts[0] = row.values().getFirst() instanceof Number number ? number.longValue() : 0);
    }

    /** Takes out pairs of rows that differ in the last digits only; returns how many. */
    private static long letPass(List<Row> missing, List<Row> unexpected) {
        long passed = 0;
        for (int at = missing.size() - 1; at >= 0; at--) {
            Row wanted = missing.get(at);
            Optional<Row> like =
                    unexpected.stream().filter(row -> alike(wanted, row)).findFirst();
            if (like.isPresent()) {
                unexpected.remove(like.get());
                missing.remove(at);
                passed++;
            }
        }
        return passed;
    }

    private static boolean alike(Row left, Row right) {
        for (int column = 0; column < left.values().size(); column++) {
            if (!alike(left.values().get(column), right.values().get(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean alike(@Nullable Object left, @Nullable Object right) {
        if ((left instanceof Double || left instanceof Float) && right instanceof Number other) {
            double mine = ((Number) left).doubleValue();
            double its = other.doubleValue();
            return Double.compare(mine, its) == 0
                    || Math.abs(mine - its) <= TOLERANCE * Math.max(1, Math.max(Math.abs(mine), Math.abs(its)));
        }
        return java.util.Objects.deepEquals(left, right);
    }
}
