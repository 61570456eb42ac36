package io.streamhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamhouse.cluster.ClusterStateFiles;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.model.Schema;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.paimon.PaimonFileStorage;
import io.streamhouse.paimon.PaimonWarehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What every engine does with the tables of materialized views, as their refreshing relies on it. */
abstract class ViewContractTest extends EngineContractTest {

    private static final String NEVER_BY_ITSELF = "1 h";

    private PaimonWarehouse warehouse;
    private ClusterStateFiles stateFiles;
    private final AtomicLong commits = new AtomicLong();

    @BeforeEach
    void openWarehouse() {
        warehouse = PaimonWarehouse.open(catalog(), folder);
        stateFiles = new ClusterStateFiles(engine.endpoints().cluster(), new PaimonFileStorage(Map.of()));
    }

    @AfterEach
    void closeWarehouse() {
        stateFiles.close();
        warehouse.close();
    }

    /** A view under test, and the statement that feeds it from its scans' consumers. */
    private record Fed(ViewDefinition view, String insert, Map<String, RelationId> consumers) {
        RelationId id() {
            return view.id();
        }

        /** The same, reading everything there was at a snapshot of its source first, whatever its consumers say. */
        Fed from(long snapshot) {
            String hints = "'scan.mode' = 'from-snapshot-full', 'scan.snapshot-id' = '" + snapshot
                    + "', 'consumer.ignore-progress' = 'true', 'consumer-id' = ";
            return new Fed(view, insert.replace("'consumer-id' = ", hints), consumers);
        }
    }

    private static RelationId id(String name) {
        return new RelationId("streamhouse", "default", name);
    }

    private static ViewDefinition definition(String name, Schema schema, String query) {
        return new ViewDefinition(
                id(name),
                query,
                schema,
                new FreshnessTarget.Within(Duration.ofSeconds(30)),
                new RequestedMode.Auto(),
                name.replace('_', '-'),
                Optional.empty(),
                Map.of());
    }

    private void write(RelationId table, Row... rows) {
        try (TableWriter writer = warehouse.write(table, "tester")) {
            for (Row row : rows) {
                writer.add(row);
            }
            writer.commit(commits.incrementAndGet());
        }
    }

    private RelationId keyedSource(String name) {
        say.batch("CREATE TABLE " + name + " (id INT PRIMARY KEY NOT ENFORCED, grp STRING, price INT)"
                + " WITH ('bucket' = '1', 'changelog-producer' = 'lookup')");
        warehouse.setOptions(
                id(name), Map.of("consumer.expiration-time", "36500 d", "delete.force-produce-changelog", "true"));
        return id(name);
    }

    private RelationId appendedSource(String name) {
        say.batch("CREATE TABLE " + name + " (id INT, grp STRING) WITH ('bucket' = '-1')");
        warehouse.setOptions(id(name), Map.of("consumer.expiration-time", "36500 d"));
        return id(name);
    }

    private static String scan(RelationId table, String consumer, String alias) {
        return table.quoted() + " /*+ OPTIONS('consumer-id' = '" + consumer
                + "', 'continuous.discovery-interval' = '100 ms', 'source.operator-uid.suffix' = '" + consumer
                + "') */ AS " + alias;
    }

    private static String into(RelationId view) {
        return "INSERT INTO " + view.quoted() + " /*+ OPTIONS('sink.operator-uid.suffix' = 'view') */ ";
    }

    private Fed totals(String name, RelationId source) {
        ViewDefinition view = definition(
                name,
                Schema.of(Column.notNull("grp", "STRING"), Column.notNull("n", "BIGINT"), Column.of("total", "INT"))
                        .withPrimaryKey("grp"),
                "SELECT grp, COUNT(*) AS n, SUM(price) AS total FROM " + source.quoted()
                        + " WHERE grp IS NOT NULL GROUP BY grp");
        warehouse.createView(view);
        String consumer = "sh_" + name + "_e1_s0";
        return new Fed(
                view,
                into(view.id()) + "SELECT s.grp, COUNT(*), SUM(s.price) FROM " + scan(source, consumer, "s")
                        + " WHERE s.grp IS NOT NULL GROUP BY s.grp",
                Map.of(consumer, source));
    }

    private Fed log(String name, RelationId source) {
        ViewDefinition view = definition(
                name,
                Schema.of(Column.of("id", "INT"), Column.of("grp", "STRING")),
                "SELECT id, grp FROM " + source.quoted() + " WHERE id > 0");
        warehouse.createView(view);
        String consumer = "sh_" + name + "_e1_s0";
        return new Fed(
                view,
                into(view.id()) + "SELECT s.id, s.grp FROM " + scan(source, consumer, "s") + " WHERE s.id > 0",
                Map.of(consumer, source));
    }

    /** Every row beside every row of its group: two scans of one table. */
    private Fed pairs(String name, RelationId source) {
        ViewDefinition view = definition(
                name,
                Schema.of(Column.notNull("a", "INT"), Column.notNull("b", "INT"))
                        .withPrimaryKey("a", "b"),
                "SELECT l.id AS a, r.id AS b FROM " + source.quoted() + " AS l JOIN " + source.quoted()
                        + " AS r ON l.grp = r.grp");
        warehouse.createView(view);
        String left = "sh_" + name + "_e1_s0";
        String right = "sh_" + name + "_e1_s1";
        return new Fed(
                view,
                into(view.id()) + "SELECT l.id, r.id FROM " + scan(source, left, "l") + " JOIN "
                        + scan(source, right, "r") + " ON l.grp = r.grp",
                Map.of(left, source, right, source));
    }

    private static JobId job(String name, int attempt) {
        return new JobId(String.format("%032x", Math.abs((long) name.hashCode()) * 100 + attempt));
    }

    private static Map<String, String> options(JobId job, Optional<String> resume) {
        Map<String, String> options = new HashMap<>(Map.of(
                "$internal.pipeline.job-id",
                job.value(),
                "execution.checkpointing.interval",
                NEVER_BY_ITSELF,
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION",
                "restart-strategy.type",
                "none"));
        resume.ifPresent(path -> options.put("execution.state-recovery.path", path));
        return options;
    }

    private JobId start(Fed fed, JobId job, Optional<String> resume) {
        assertThat(say.start(fed.insert(), options(job, resume)))
                .as("the job has the id it was given")
                .isEqualTo(job);
        eventually(
                "all tasks run",
                () -> jobs.find(job)
                        .filter(found -> found.state() == JobState.RUNNING
                                && found.tasksTotal() > 0
                                && found.tasksRunning() == found.tasksTotal())
                        .isPresent());
        return job;
    }

    private long head(RelationId table) {
        return warehouse.latest(table).map(Snapshot::id).orElse(0L);
    }

    /** Takes checkpoints until everything there was is contained in the view's head; returns that one's checkpoint. */
    private long catchUp(Fed fed, JobId job) {
        Map<RelationId, Long> targets = new HashMap<>();
        fed.consumers().values().forEach(source -> targets.put(source, head(source)));
        AtomicLong checkpoint = new AtomicLong();
        eventually("the view has caught up", () -> {
            checkpoint.set(jobs.checkpoint(job, PATIENCE));
            return fed.consumers().entrySet().stream()
                            .allMatch(consumer -> warehouse
                                            .consumer(consumer.getValue(), consumer.getKey())
                                            .orElse(0)
                                    > targets.getOrDefault(consumer.getValue(), 0L))
                    && commitIdentifier(fed.id()) >= checkpoint.get();
        });
        return commitIdentifier(fed.id());
    }

    private long commitIdentifier(RelationId view) {
        return warehouse.latest(view).map(Snapshot::commitIdentifier).orElse(0L);
    }

    private List<String> rows(RelationId table, OptionalLong snapshot) {
        List<String> rows = new ArrayList<>();
        warehouse.scan(table, snapshot, row -> rows.add(row.values().toString()));
        rows.sort(null);
        return rows;
    }

    private List<String> asked(String query) {
        return say.batch(query).values().stream().map(Object::toString).sorted().toList();
    }

    private void equalsItsQuery(Fed fed) {
        assertThat(rows(fed.id(), OptionalLong.empty()))
                .as("%s", fed.id())
                .isEqualTo(asked(fed.view().query()));
    }

    private Problem refusal(String sql, Map<String, String> options) {
        try (StatementHandle handle = session.submit(sql, ExecutionMode.STREAMING, options)) {
            return Conversation.failure(handle);
        }
    }

    @Test
    @Order(30)
    void showsAndDropsAViewThatWasCreatedBesideIt() {
        RelationId source = keyedSource("v_shown");
        Fed fed = totals("v_shown_totals", source);

        assertThat((String) say.batch("SHOW CREATE MATERIALIZED TABLE v_shown_totals")
                        .single())
                .contains("CREATE MATERIALIZED TABLE")
                .contains("PRIMARY KEY")
                .contains("INTERVAL '30' SECOND")
                .contains("COUNT(*)");
        say.batch("DROP MATERIALIZED TABLE v_shown_totals");
        assertThat(warehouse.views()).doesNotContain(fed.id());

        warehouse.createView(fed.view());
        warehouse.alterView(
                fed.view().with(new FreshnessTarget.OnDemand(), new RequestedMode.Pinned(RefreshMode.FULL)),
                Optional.of(RefreshMode.FULL),
                Optional.empty());
        say.batch("DROP MATERIALIZED TABLE v_shown_totals");
        assertThat(warehouse.views())
                .as("in full mode too, without Flink's scheduler")
                .doesNotContain(fed.id());
    }

    @Test
    @Order(31)
    void fillsAViewByBatchAtPinnedSnapshots() {
        RelationId source = keyedSource("v_pinned");
        Fed fed = totals("v_pinned_totals", source);
        write(source, Row.insert(1, "a", 10), Row.insert(2, "b", 20));
        long pinned = head(source);
        write(source, Row.insert(3, "c", 30), Row.of(RowKind.DELETE, 2, "b", 20));
        String pinnedQuery = "SELECT grp, COUNT(*), SUM(price) FROM v_pinned /*+ OPTIONS('scan.snapshot-id' = '"
                + pinned + "') */ GROUP BY grp";

        say.batch("INSERT INTO v_pinned_totals " + fed.view().query());
        equalsItsQuery(fed);
        say.batch("INSERT OVERWRITE v_pinned_totals /*+ OPTIONS('commit.user-prefix' = 'full.e1.x') */ " + pinnedQuery);

        assertThat(rows(fed.id(), OptionalLong.empty())).containsExactly("[a, 1, 10]", "[b, 1, 20]");
        assertThat(warehouse.latest(fed.id())).get().satisfies(newest -> {
            assertThat(newest.commitUser()).startsWith("full.e1.x");
            assertThat(newest.kind()).isIn(Snapshot.CommitKind.OVERWRITE, Snapshot.CommitKind.COMPACT);
        });
    }

    @Test
    @Order(32)
    void refusesASecondJobOfTheSameId() {
        RelationId source = appendedSource("v_once");
        Fed fed = log("v_once_log", source);
        JobId job = start(fed, job("v_once", 1), Optional.empty());

        assertThat(refusal(fed.insert(), options(job, Optional.empty())).code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(state(job)).isEqualTo(JobState.RUNNING);

        String savepoint = jobs.stopWithSavepoint(job, stateFiles.savepointFolder("v-once"), PATIENCE);
        assertThat(savepoint).startsWith(stateFiles.savepointFolder("v-once") + "/savepoint-");
        assertThat(refusal(fed.insert(), options(job, Optional.empty())).code())
                .as("also when it has ended")
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
    }

    @Test
    @Order(33)
    void everyVersionOfAViewIsTiedToACheckpointAndItsPositions() {
        RelationId source = keyedSource("v_tied");
        Fed fed = totals("v_tied_totals", source);
        String consumer = fed.consumers().keySet().iterator().next();
        write(source, Row.insert(1, "a", 10), Row.insert(2, "b", 20));
        JobId job = start(fed, job("v_tied", 1), Optional.empty());
        catchUp(fed, job);
        equalsItsQuery(fed);

        write(source, Row.insert(3, "a", 5), Row.of(RowKind.DELETE, 2, "b", 20));
        long checkpoint = catchUp(fed, job);

        equalsItsQuery(fed);
        assertThat(warehouse.latest(fed.id()))
                .get()
                .extracting(Snapshot::commitIdentifier)
                .isEqualTo(checkpoint);
        assertThat(warehouse.consumer(source, consumer)).hasValue(head(source) + 1);

        for (int i = 0; i < 5; i++) {
            Instant before = warehouse.consumerChangedAt(source, consumer).orElseThrow();
            long idle = jobs.checkpoint(job, PATIENCE);
            eventually(
                    "the consumer is written with every checkpoint, changed or not",
                    () -> warehouse
                            .consumerChangedAt(source, consumer)
                            .orElseThrow()
                            .isAfter(before));
            eventually("an idle checkpoint is a snapshot too", () -> commitIdentifier(fed.id()) >= idle);
            assertThat(warehouse.consumer(source, consumer)).hasValue(head(source) + 1);
        }
    }

    @Test
    @Order(34)
    void resumesFromSavepointsAndRetainedCheckpointsLosingAndDoublingNothing() {
        RelationId keyed = keyedSource("v_kept");
        RelationId appended = appendedSource("v_kept_log_source");
        write(keyed, Row.insert(1, "a", 10), Row.insert(2, "b", 20), Row.insert(3, "a", 1));
        write(appended, Row.insert(1, "x"), Row.insert(1, "x"));
        for (Fed fed :
                List.of(totals("v_kept_totals", keyed), log("v_kept_log", appended), pairs("v_kept_pairs", keyed))) {
            stopsAndResumes(fed, keyed, appended);
        }
    }

    private void stopsAndResumes(Fed fed, RelationId keyed, RelationId appended) {
        String name = fed.view().uid();
        String savepoints = stateFiles.savepointFolder(name);
        RelationId source = fed.consumers().values().iterator().next();
        fed.consumers().forEach((consumer, table) -> warehouse.setConsumer(table, consumer, head(table) + 1));
        JobId first = start(fed.from(head(source)), job(name, 1), Optional.empty());
        catchUp(fed, first);
        equalsItsQuery(fed);

        String savepoint = jobs.stopWithSavepoint(first, savepoints, PATIENCE);

        List<ResumePoint> found = stateFiles.savepoints(savepoints);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().path()).isEqualTo(savepoint);
        assertThat(found.getFirst().checkpointId()).isEqualTo(commitIdentifier(fed.id()));
        eventually(
                "its checkpoints are gone", () -> stateFiles.checkpoints(first).isEmpty());

        write(keyed, Row.insert(4, "b", 7), Row.of(RowKind.DELETE, 1, "a", 10), Row.insert(2, "c", 20));
        write(appended, Row.insert(1, "x"), Row.insert(-5, "never"));
        JobId second = start(fed, job(name, 2), Optional.of(savepoint));
        catchUp(fed, second);
        equalsItsQuery(fed);
        jobs.cancel(second);
        eventually("it is cancelled", () -> state(second) == JobState.CANCELED);

        List<ResumePoint> retained = stateFiles.checkpoints(second);
        assertThat(retained).isNotEmpty();
        assertThat(retained.getFirst().checkpointId()).isEqualTo(commitIdentifier(fed.id()));
        assertThat(retained.getFirst().savepoint()).isFalse();

        write(keyed, Row.insert(1, "a", 11), Row.insert(5, "d", 3), Row.of(RowKind.DELETE, 2, "c", 20));
        write(appended, Row.insert(7, "y"));
        JobId third = start(fed, job(name, 3), Optional.of(retained.getFirst().path()));
        catchUp(fed, third);
        equalsItsQuery(fed);
        stateFiles.dispose(savepoint);
        stateFiles.dispose(second);
        assertThat(stateFiles.savepoints(savepoints)).isEmpty();
        write(keyed, Row.insert(6, "d", 4));
        write(appended, Row.insert(8, "z"));
        catchUp(fed, third);
        equalsItsQuery(fed);
        String last = jobs.stopWithSavepoint(third, savepoints, PATIENCE);
        assertThat(stateFiles.savepoints(savepoints))
                .extracting(ResumePoint::path)
                .containsExactly(last);
        stateFiles.dispose(third);
        assertThat(stateFiles.checkpoints(third)).isEmpty();
    }

    @Test
    @Order(35)
    void resumesFromAnOlderPointOnceTheViewIsTakenBackToIt() {
        RelationId source = appendedSource("v_back");
        Fed fed = log("v_back_log", source);
        write(source, Row.insert(1, "x"));
        JobId first = start(fed, job("v_back", 1), Optional.empty());
        catchUp(fed, first);
        String savepoint = jobs.stopWithSavepoint(first, stateFiles.savepointFolder("v-back"), PATIENCE);
        Snapshot stopped = warehouse.latest(fed.id()).orElseThrow();
        write(source, Row.insert(2, "y"));
        JobId second = start(fed, job("v_back", 2), Optional.of(savepoint));
        catchUp(fed, second);
        jobs.cancel(second);
        eventually("it is cancelled", () -> state(second) == JobState.CANCELED);
        stateFiles.dispose(second);
        assertThat(warehouse.latest(fed.id()))
                .as("a resumed job goes on committing as the same user")
                .get()
                .extracting(Snapshot::commitUser)
                .isEqualTo(stopped.commitUser());

        warehouse.rollback(fed.id(), stopped.id());
        write(source, Row.insert(3, "z"));
        JobId third = start(fed, job("v_back", 3), Optional.of(savepoint));
        catchUp(fed, third);

        equalsItsQuery(fed);
        assertThat(rows(fed.id(), OptionalLong.empty())).containsExactly("[1, x]", "[2, y]", "[3, z]");
    }

    @Test
    @Order(36)
    void anotherClientSuspendsTheJobThatKeepsAViewFresh() {
        RelationId source = keyedSource("v_theirs");
        Fed fed = totals("v_theirs_totals", source);
        write(source, Row.insert(1, "a", 10));
        JobId job = start(fed, job("v_theirs", 1), Optional.empty());
        catchUp(fed, job);
        warehouse.alterView(fed.view(), Optional.of(RefreshMode.CONTINUOUS), Optional.of(job));

        say.batch("ALTER MATERIALIZED TABLE v_theirs_totals SUSPEND");

        eventually("the job has ended", () -> state(job) == JobState.FINISHED);
        eventually(
                "the catalog says so",
                () -> "SUSPENDED"
                        .equals(warehouse.relation(fed.id()).options().get("materialized-table.refresh-status")));

        JobId next = start(fed, job("v_theirs", 2), Optional.empty());
        warehouse.alterView(fed.view(), Optional.of(RefreshMode.CONTINUOUS), Optional.of(next));
        say.batch("DROP MATERIALIZED TABLE v_theirs_totals");
        eventually("the dropped view's job has ended", () -> state(next).terminal());
        assertThat(warehouse.views()).doesNotContain(fed.id());
    }

    @Test
    @Order(37)
    void keepsAJobRunningWhoseSavepointCantBeWritten() {
        RelationId source = appendedSource("v_full");
        Fed fed = log("v_full_log", source);
        write(source, Row.insert(1, "x"));
        JobId job = start(fed, job("v_full", 1), Optional.empty());
        catchUp(fed, job);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> jobs.stopWithSavepoint(job, "file:/proc/nowhere", PATIENCE))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.EXECUTION_FAILED));

        write(source, Row.insert(2, "y"));
        catchUp(fed, job);
        equalsItsQuery(fed);
    }
}
