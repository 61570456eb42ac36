package io.streamhouse.refresh;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.model.Snapshot;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.store.LedgerView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes a view whole, over its sources as they were at given snapshots, and puts the result in the place of the
 * content in one commit: by overwriting it or, where readers follow its changes, by the rows that differ.
 */
final class FullRefresh {

    private final Running running;
    private final Sources sources;
    private final Versions versions;
    private final Holds holds;
    private final BoundedStream bounded;

    FullRefresh(Running running, Sources sources, Versions versions, Holds holds) {
        this.running = running;
        this.sources = sources;
        this.versions = versions;
        this.holds = holds;
        this.bounded = new BoundedStream(running);
    }

    /** @param pins per scan the snapshot to read; empty for a table that is to be read as empty */
    void run(ManagedView view, PlannedQuery plan, List<OptionalLong> pins) {
        Warehouse warehouse = sources.warehouse(view.id());
        plan.scans().forEach(scan -> holds.prepare(scan.relation()));
        for (int scan = 0; scan < pins.size(); scan++) {
            if (pins.get(scan).isPresent()) {
                var relation = plan.scans().get(scan).relation();
                sources.warehouse(relation)
                        .setConsumer(relation, view.hold(scan), pins.get(scan).getAsLong());
            }
        }
        String user = view.fullUser(pins.toString());
        boolean done = warehouse
                .latest(view.id())
                .filter(head -> head.commitUser().startsWith(user))
                .isPresent();
        if (!done) {
            view.update(change -> change.content(LedgerView.Content.FULL));
            if (!plan.inBatch()) {
                write(view, difference(view, plan, pins), user);
            } else if (view.keyed() && isFollowed(view)) {
                write(view, difference(view, plan.sql(pinned(pins))), user);
            } else {
                overwrite(view, plan.sql(pinned(pins)), user);
            }
        }
        Snapshot head = warehouse
                .latest(view.id())
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.WAREHOUSE_FAILED, "A full refresh of " + view.id() + " left no version"));
        versions.recordFull(view, head, pins);
        view.pending = false;
        view.update(change -> change.content(LedgerView.Content.FULL));
    }

    /** Whether somebody reads the view's changes, and would not see an overwrite. */
    private boolean isFollowed(ManagedView view) {
        return sources.warehouse(view.id()).consumers(view.id()).stream()
                .anyMatch(consumer -> !consumer.id().contains(ManagedView.HOLD));
    }

    static List<Map<String, String>> pinned(List<OptionalLong> pins) {
        List<Map<String, String>> hints = new ArrayList<>();
        for (OptionalLong pin : pins) {
            // Before the first snapshot there was nothing, whatever has come since: what changed between it and itself.
            hints.add(
                    pin.isPresent()
                            ? Map.of("scan.snapshot-id", Long.toString(pin.getAsLong()))
                            : Map.of("incremental-between", "1,1"));
        }
        return hints;
    }

    private void overwrite(ManagedView view, String query, String user) {
        JobId job = view.nextJob();
        view.update(change -> change.submitting(job));
        String insert = "INSERT OVERWRITE " + view.id().quoted() + " /*+ OPTIONS('commit.user-prefix'='" + user
                + "', 'dynamic-partition-overwrite'='false') */ " + query;
        running.batch(insert, options(view, job), row -> {});
        view.update(LedgerView.Change::noJob);
    }

    private static Map<String, String> options(ManagedView view, JobId job) {
        return Map.of(
                "$internal.pipeline.job-id",
                job.value(),
                "pipeline.name",
                "refresh " + view.id() + " whole",
                "restart-strategy.type",
                "none");
    }

    /** The rows that are to be there and are not, or are otherwise; and those that are there and are not to be. */
    private record Difference(List<Row> wanted, List<Row> gone) {}

    private Difference difference(ManagedView view, String query) {
        JobId job = view.nextJob();
        view.update(change -> change.submitting(job));
        String content = "SELECT * FROM " + view.id().quoted();
        String anew = "SELECT * FROM (" + query + ")";
        List<Row> wanted = new ArrayList<>();
        List<Row> gone = new ArrayList<>();
        running.batch(
                "SELECT 1 AS sh_side, a.* FROM (" + anew + " EXCEPT " + content + ") a UNION ALL SELECT 0, b.* FROM ("
                        + content + " EXCEPT " + anew + ") b",
                options(view, job),
                row -> {
                    List<@Nullable Object> values =
                            row.values().subList(1, row.values().size());
                    boolean isWanted = Integer.valueOf(1).equals(row.values().getFirst());
                    (isWanted ? wanted : gone).add(Row.of(RowKind.INSERT, values.toArray()));
                });
        view.update(LedgerView.Change::noJob);
        return new Difference(wanted, gone);
    }

    private Difference difference(ManagedView view, PlannedQuery plan, List<OptionalLong> pins) {
        JobId job = view.nextJob();
        view.update(change -> change.submitting(job));
        var anew = bounded.rows(plan, pins, options(view, job));
        view.update(LedgerView.Change::noJob);
        var content = bounded.content(view.id(), OptionalLong.empty());
        return new Difference(BoundedStream.beyond(anew, content), BoundedStream.beyond(content, anew));
    }

    private void write(ManagedView view, Difference difference, String user) {
        Warehouse warehouse = sources.warehouse(view.id());
        List<Row> wanted = difference.wanted();
        List<Row> gone = difference.gone();
        List<Integer> key = keyColumns(view);
        Map<List<@Nullable Object>, Row> before = new HashMap<>();
        gone.forEach(row -> before.put(key(row, key), row));
        Set<List<@Nullable Object>> kept = new HashSet<>();
        try (Warehouse.TableWriter writer = warehouse.write(view.id(), user)) {
            for (Row row : wanted) {
                List<@Nullable Object> its = key(row, key);
                kept.add(its);
                RowKind kind = before.containsKey(its) ? RowKind.UPDATE_AFTER : RowKind.INSERT;
                writer.add(Row.of(kind, row.values().toArray()));
            }
            for (Row row : gone) {
                if (!kept.contains(key(row, key))) {
                    writer.add(Row.of(RowKind.DELETE, row.values().toArray()));
                }
            }
            if (!wanted.isEmpty() || !gone.isEmpty() || sources.head(view.id()).isEmpty()) {
                writer.commit(writer.lastCommitted() + 1);
            }
        }
    }

    private static List<Integer> keyColumns(ManagedView view) {
        List<String> names = view.definition.schema().columns().stream()
                .map(io.streamhouse.model.Column::name)
                .toList();
        return view.definition.schema().primaryKey().stream()
                .map(names::indexOf)
                .toList();
    }

    private static List<@Nullable Object> key(Row row, List<Integer> columns) {
        List<@Nullable Object> key = new ArrayList<>();
        columns.forEach(column -> key.add(row.values().get(column)));
        return key;
    }
}
