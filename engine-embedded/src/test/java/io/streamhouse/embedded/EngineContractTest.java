package io.streamhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.streamhouse.cluster.ClusterJobs;
import io.streamhouse.embedded.Conversation.Result;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.gateway.Sessions;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.Column;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.EngineReading;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every engine does, whichever kind it is. One suite, run against each kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class EngineContractTest {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Map<String, String> NO_OPTIONS = Map.of();

    Path folder;
    GatewayEngine engine;
    ClusterJobs jobs;
    EngineSession session;
    Conversation say;

    /** Starts an engine of this kind. */
    abstract Endpoints start(Path folder) throws Exception;

    abstract Set<Capability> capabilities();

    /** The meter of the engine that runs now. */
    abstract EngineMeter meter();

    /** Makes the engine's gateway unreachable, as a crash would. */
    abstract void disappear() throws Exception;

    /** Brings the engine back, maybe elsewhere. */
    abstract Endpoints comeBack() throws Exception;

    abstract void stop() throws Exception;

    @BeforeAll
    void startEngine(@TempDir Path temporary) throws Exception {
        folder = temporary;
        connect(start(folder));
    }

    private void connect(Endpoints endpoints) {
        engine = new GatewayEngine(endpoints, capabilities());
        jobs = new ClusterJobs(endpoints.cluster());
    }

    @AfterAll
    void stopEngine() throws Exception {
        engine.close();
        jobs.close();
        stop();
    }

    @BeforeEach
    void openSession() {
        session = open(NO_OPTIONS);
        say = new Conversation(session);
    }

    @AfterEach
    void closeSession() {
        session.close();
        for (JobSummary job : jobs.list()) {
            if (!job.state().terminal()) {
                jobs.cancel(job.id());
            }
        }
        eventually("no job is left", () -> running().isEmpty());
    }

    /** A session for what is tested of one kind of engine alone. */
    EngineSession session() {
        return open(NO_OPTIONS);
    }

    private EngineSession open(Map<String, String> configuration) {
        return engine.open(
                new Actor("tester"),
                new SessionSettings(
                        List.of(catalog()), Optional.of("streamhouse"), Optional.of("default"), configuration));
    }

    CatalogInfo catalog() {
        return new CatalogInfo(
                "streamhouse",
                Map.of("warehouse", folder.resolve("warehouse").toUri().toString(), "cache-enabled", "false"));
    }

    private List<JobSummary> running() {
        return jobs.list().stream().filter(job -> !job.state().terminal()).toList();
    }

    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("Waited in vain until %s", what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    @Order(1)
    void definesTablesAndShowsThem() {
        Result created = say.batch("CREATE TABLE made (id INT PRIMARY KEY NOT ENFORCED, name STRING COMMENT 'who')");
        assertThat(created.columns()).isEmpty();
        assertThat(created.end().isQuery()).isFalse();
        assertThat(created.end().submitted()).isEmpty();

        assertThat(say.batch("SHOW TABLES LIKE 'made'").single()).isEqualTo("made");
        say.batch("ALTER TABLE made ADD (price DECIMAL(10, 2))");
        Result described = say.batch("DESCRIBE made");
        assertThat(described.columns()).extracting(Column::name).contains("name", "type");
        assertThat(described.values().stream().map(row -> row.get(1)).toList())
                .isEqualTo(List.of("INT", "STRING", "DECIMAL(10, 2)"));

        say.batch("DROP TABLE made");
        assertThat(say.batch("SHOW TABLES LIKE 'made'").rows()).isEmpty();
    }

    @Test
    @Order(2)
    void readsEveryTypeAsItsJavaValue() {
        Result result = say.batch("""
            SELECT TRUE, CAST(1 AS TINYINT), CAST(2 AS SMALLINT), 3, CAST(4 AS BIGINT), CAST(1.5 AS FLOAT),
              CAST(2.5 AS DOUBLE), CAST(1.50 AS DECIMAL(10, 2)), 'x''y', X'0AFF', DATE '2026-01-02', TIME '10:11:12',
              TIMESTAMP '2026-01-02 03:04:05.123456', CAST('2026-01-02 03:04:05.123' AS TIMESTAMP_LTZ(3)),
              ARRAY[1, 2], MAP['k', 5], ROW(1, ROW('in', CAST(NULL AS INT))), CAST(NULL AS STRING),
              INTERVAL '25' HOUR, CAST('NaN' AS DOUBLE)
            """);
        List<@Nullable Object> expected = Arrays.asList(
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                1.5f,
                2.5d,
                new BigDecimal("1.50"),
                "x'y",
                new byte[] {0x0A, (byte) 0xFF},
                LocalDate.of(2026, 1, 2),
                LocalTime.of(10, 11, 12),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 123_456_000),
                Instant.parse("2026-01-02T03:04:05.123Z"),
                List.of(1, 2),
                Map.of("k", 5),
                List.of(1, Arrays.asList("in", null)),
                null,
                "+1 01:00:00.000",
                Double.NaN);
        List<@Nullable Object> actual = result.rows().getFirst().values();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as(result.columns().get(i).type()).isEqualTo(expected.get(i));
        }
        assertThat(result.columns().stream().map(Column::type).toList())
                .startsWith("BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL(10, 2)");
    }

    @Test
    @Order(3)
    void readsWhatHasNoFormInJson() {
        Result result =
                say.batch("SELECT MAP[1, 'a'] AS m, 7 AS n, CAST(NULL AS INT) AS nothing, PARSE_JSON('[1]') AS v");
        assertThat(result.rows().getFirst().values()).containsExactly("{1=a}", 7, null, "[1]");
    }

    @Test
    @Order(4)
    void showsLocalTimestampsAsTheSameInstantInEveryZone() {
        say.batch("SET 'table.local-time-zone' = 'Europe/Berlin'");
        assertThat(say.batch("SELECT CAST('2026-01-02 03:04:05' AS TIMESTAMP_LTZ(3))")
                        .single())
                .isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
        say.batch("RESET");
        assertThat(say.batch("SELECT CAST('2026-01-02 03:04:05' AS TIMESTAMP_LTZ(3))")
                        .single())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    @Order(5)
    void answersABatchInsertWhenItsRowsAreThere() {
        say.batch("CREATE TABLE filled (id INT, name STRING)");
        Result inserted = say.batch("INSERT INTO filled VALUES (1, 'a'), (2, 'b')");
        assertThat(inserted.rows()).isEmpty();
        assertThat(inserted.end().submitted()).isEmpty();
        assertThat(say.batch("SELECT COUNT(*) FROM filled").single()).isEqualTo(2L);
    }

    @Test
    @Order(6)
    void readsAResultOfManyPages() {
        say.batch(
                "CREATE TEMPORARY TABLE many (id BIGINT) WITH ('connector' = 'datagen', 'fields.id.kind' = 'sequence',"
                        + " 'fields.id.start' = '1', 'fields.id.end' = '20000', 'number-of-rows' = '20000')");
        Result result = say.batch("SELECT id FROM many");
        assertThat(result.rows()).hasSize(20_000);
        assertThat(result.rows().stream().map(row -> row.values().getFirst()).distinct())
                .hasSize(20_000);
    }

    @Test
    @Order(7)
    void streamsChangesWithTheirKinds() {
        say.batch("CREATE TABLE orders (id INT PRIMARY KEY NOT ENFORCED, state STRING)"
                + " WITH ('bucket' = '1', 'changelog-producer' = 'input', 'continuous.discovery-interval' = '1 s')");
        say.batch("INSERT INTO orders VALUES (1, 'new')");
        try (StatementHandle counts = session.submit(
                        "SELECT state, COUNT(*) AS n FROM orders GROUP BY state", ExecutionMode.STREAMING);
                EngineSession other = open(NO_OPTIONS)) {
            Conversation meanwhile = new Conversation(other);
            assertThat(Conversation.read(counts, rows -> !rows.isEmpty())).containsExactly(Row.insert("new", 1L));

            meanwhile.batch("INSERT INTO orders VALUES (2, 'new')");
            assertThat(Conversation.read(counts, rows -> rows.size() == 2))
                    .containsExactly(Row.of(RowKind.UPDATE_BEFORE, "new", 1L), Row.of(RowKind.UPDATE_AFTER, "new", 2L));

            meanwhile.batch("DELETE FROM orders WHERE id IN (1, 2)");
            assertThat(Conversation.read(counts, rows -> rows.stream().anyMatch(row -> row.kind() == RowKind.DELETE)))
                    .last()
                    .isEqualTo(Row.of(RowKind.DELETE, "new", 1L));
        }
    }

    @Test
    @Order(8)
    void travelsInTime() {
        say.batch("CREATE TABLE grown (id INT)");
        say.batch("INSERT INTO grown VALUES (1)");
        say.batch("INSERT INTO grown VALUES (2)");
        assertThat(say.batch("SELECT COUNT(*) FROM grown").single()).isEqualTo(2L);
        assertThat(say.batch("SELECT COUNT(*) FROM grown /*+ OPTIONS('scan.snapshot-id' = '1') */")
                        .single())
                .isEqualTo(1L);
    }

    @Test
    @Order(9)
    void cancelFreesTheJob() {
        endless();
        StatementHandle handle = session.submit("SELECT * FROM endless", ExecutionMode.STREAMING);
        Conversation.read(handle, rows -> !rows.isEmpty());
        JobId job = handle.job().orElseThrow();
        assertThat(jobs.find(job)).get().extracting(JobSummary::state).isEqualTo(JobState.RUNNING);

        handle.cancel();

        eventually("the job is cancelled", () -> state(job) == JobState.CANCELED);
        assertThat(Conversation.failure(handle).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(say.batch("SELECT 1").single()).as("the session lives on").isEqualTo(1);
    }

    @Test
    @Order(10)
    void cancelFreesTheJobOfABatchInsert() {
        endless();
        say.batch("CREATE TEMPORARY TABLE nowhere (id BIGINT) WITH ('connector' = 'blackhole')");
        StatementHandle handle = session.submit("INSERT INTO nowhere SELECT a.id FROM slow a", ExecutionMode.BATCH);
        eventually("the job runs", () -> {
            handle.fetch(Duration.ofMillis(100));
            return running().stream().anyMatch(job -> job.state() == JobState.RUNNING);
        });
        handle.cancel();
        eventually("no job is left", () -> running().isEmpty());
    }

    @Test
    @Order(10)
    void metersWhatAJobUses() {
        say.batch("CREATE TABLE metered (n BIGINT)");
        say.batch("CREATE TEMPORARY TABLE numbers (n BIGINT) WITH ('connector'='datagen', 'rows-per-second'='20000')");
        EngineReading before = meter().read();
        JobId job = say.start("INSERT INTO metered SELECT n FROM numbers", NO_OPTIONS);

        eventually("its CPU time is seen", () -> {
            JobReading reading = meter().read().jobs().getOrDefault(job, JobReading.NONE);
            return reading.cpu().isPositive() && reading.slotTime().isPositive() && reading.running();
        });
        EngineReading after = meter().read();
        assertThat(after.total()).isGreaterThan(before.total());
        assertThat(after.jobs().getOrDefault(job, JobReading.NONE).cpu()).isLessThanOrEqualTo(after.total());
        assertThat(after.cores()).isPositive();

        jobs.cancel(job);
        eventually(
                "it is seen to have ended",
                () -> !meter().read().jobs().getOrDefault(job, JobReading.NONE).running());
    }

    @Test
    @Order(11)
    void leavesNoJobWhenCancelledWhileItStillPlans() {
        endless();
        for (int i = 0; i < 3; i++) {
            session.submit("SELECT id + " + i + " FROM endless", ExecutionMode.STREAMING)
                    .close();
        }
        assertThat(say.batch("SELECT 1").single()).isEqualTo(1);
        eventually("no job is left", () -> running().isEmpty());
    }

    private void endless() {
        say.batch("CREATE TEMPORARY TABLE IF NOT EXISTS endless (id BIGINT)"
                + " WITH ('connector' = 'datagen', 'rows-per-second' = '10')");
        say.batch("CREATE TEMPORARY TABLE IF NOT EXISTS slow (id BIGINT) WITH ('connector' = 'datagen',"
                + " 'rows-per-second' = '1', 'number-of-rows' = '1000000')");
    }

    JobState state(JobId job) {
        return jobs.find(job).orElseThrow().state();
    }

    @Test
    @Order(12)
    void stopsWithASavepointAndGoesOnWithoutLosingOrDoubling() {
        Map<String, String> often = Map.of("execution.checkpointing.interval", "500 ms");
        say.batch("CREATE TABLE arrived (id INT) WITH ('bucket' = '-1', 'continuous.discovery-interval' = '500 ms')");
        say.batch("CREATE TABLE copied (id INT) WITH ('bucket' = '-1')");
        say.batch("INSERT INTO arrived VALUES (1), (2), (3)");
        String copy = "INSERT INTO copied SELECT id FROM arrived";

        JobId first = say.start(copy, often);
        eventually("the rows are copied", () -> copied().equals(List.of(1, 2, 3)));
        String savepoint = jobs.stopWithSavepoint(first, PATIENCE);
        assertThat(state(first)).isEqualTo(JobState.FINISHED);
        assertThat(jobs.checkpoints(first).history())
                .anySatisfy(checkpoint -> assertThat(checkpoint.savepoint()).isTrue());

        say.batch("INSERT INTO arrived VALUES (4), (5)");
        JobId second = say.start(
                copy, Map.of("execution.checkpointing.interval", "500 ms", "execution.state-recovery.path", savepoint));
        eventually("the rest is copied", () -> copied().size() >= 5);
        jobs.checkpoint(second, PATIENCE);
        jobs.stopWithSavepoint(second, PATIENCE);
        assertThat(copied()).containsExactly(1, 2, 3, 4, 5);
    }

    private List<Integer> copied() {
        return say.batch("SELECT id FROM copied ORDER BY id").rows().stream()
                .map(row -> (Integer) row.values().getFirst())
                .toList();
    }

    @Test
    @Order(13)
    void copiesATableJoinedWithItself() {
        say.batch("CREATE TABLE twice (id INT PRIMARY KEY NOT ENFORCED) WITH ('bucket' = '1')");
        say.batch("CREATE TABLE once (id INT PRIMARY KEY NOT ENFORCED) WITH ('bucket' = '1')");
        JobId job = say.start(
                "INSERT INTO once SELECT a.id FROM twice a, twice b WHERE a.id = b.id AND b.id <> 0", NO_OPTIONS);
        eventually("the job runs", () -> state(job) == JobState.RUNNING);
    }

    @Test
    @Order(14)
    void tellsOfJobsWhatTheClusterKnows() {
        endless();
        say.batch("CREATE TEMPORARY TABLE nowhere (id BIGINT) WITH ('connector' = 'blackhole')");
        JobId job = say.start(
                "INSERT INTO nowhere SELECT id FROM endless", Map.of("execution.checkpointing.interval", "1 s"));
        eventually("the job runs", () -> state(job) == JobState.RUNNING);
        JobDetail detail = jobs.detail(job);
        assertThat(detail.mode()).isEqualTo(ExecutionMode.STREAMING);
        assertThat(detail.vertices())
                .isNotEmpty()
                .allSatisfy(vertex -> assertThat(vertex.name()).isNotBlank());
        eventually(
                "rows are counted and the load is measured",
                () -> jobs.detail(job).vertices().stream()
                        .anyMatch(vertex -> vertex.busyRatio().isPresent()));
        long checkpoint = jobs.checkpoint(job, PATIENCE);
        assertThat(jobs.checkpoints(job).history())
                .anySatisfy(taken -> assertThat(taken.id()).isEqualTo(checkpoint));
        assertThat(jobs.overview().slotsFree()).isLessThan(jobs.overview().slotsTotal());

        jobs.cancel(job);
        eventually("the job is cancelled", () -> state(job) == JobState.CANCELED);
        jobs.cancel(job);
        JobId unknown = new JobId("0".repeat(32));
        assertThat(jobs.find(unknown)).isEmpty();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> jobs.detail(unknown))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    @Order(15)
    void keepsWhatAJobFailedOf() {
        Problem problem = say.failure("SELECT 1 / (id - id) FROM (VALUES (1)) AS t(id)", ExecutionMode.STREAMING);
        assertThat(problem.code()).isEqualTo(ErrorCode.EXECUTION_FAILED);
        assertThat(problem.what()).isEqualTo("Division by zero.");
        JobId failed = jobs.list().getFirst().id();
        assertThat(jobs.failures(failed)).first().satisfies(failure -> {
            assertThat(failure.rootCause()).contains("by zero");
            assertThat(failure.stackTrace()).contains("ArithmeticException");
        });
    }

    @ParameterizedTest(name = "{0}")
    @Order(16)
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        SELEC 1                                  | SYNTAX            |
        SELECT id, FROM shelf                    | SYNTAX            | 1:12
        SELECT 'abc                              | SYNTAX            | 1:8
        SELECT * FROM                            | SYNTAX            | 1:13
        SELECT (1 + 2                            | SYNTAX            | 1:13
        SELECT * FROM nope                       | NOT_FOUND         | 1:15
        SELECT nope FROM shelf                   | NOT_FOUND         | 1:8
        SELECT nope(id) FROM shelf               | NOT_FOUND         | 1:8
        DROP TABLE nope                          | NOT_FOUND         |
        USE nope                                 | NOT_FOUND         |
        CREATE TABLE shelf (a INT)               | ALREADY_EXISTS    |
        INSERT INTO shelf SELECT 1               | INVALID_STATEMENT |
        SELECT id FROM shelf GROUP BY name       | INVALID_STATEMENT | 1:8
        SELECT id + name FROM shelf WHERE id     | INVALID_STATEMENT | 1:35
        SELECT 1; SELECT 2                       | INVALID_STATEMENT |
        SELECT 1 / 0                             | EXECUTION_FAILED  |
        SELECT CAST('x' AS INT)                  | EXECUTION_FAILED  |
        SET 'execution.runtime-mode' = 'quick'   | INVALID_STATEMENT |
        SET 'rest.port' = '1'                    | FORBIDDEN         |
        CREATE FUNCTION f AS 'no.such.Class'     | NOT_SUPPORTED     |
        -- only a comment                        | SYNTAX            |
        """)
    void saysWhatIsWrongWithAStatementAndWhere(String sql, ErrorCode code, String position) {
        say.batch("CREATE TABLE IF NOT EXISTS shelf (id INT, name STRING)");
        Problem problem = say.failure(sql, ExecutionMode.BATCH);
        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.where().map(at -> at.line() + ":" + at.column()).orElse(null))
                .as(problem.toString())
                .isEqualTo(position);
        assertThat(problem.what()).isNotBlank().doesNotContainPattern("(\\w+\\.){3,}\\w+|Exception|\\tat ");
        assertThat(say.batch("SELECT 1").single()).as("the session lives on").isEqualTo(1);
        assertThat(running()).isEmpty();
    }

    @Test
    @Order(17)
    void opensASessionThoughAnAttachedCatalogIsDead() {
        CatalogInfo dead = new CatalogInfo("dead", Map.of("warehouse", "nowhere://there/is/no/such/storage"));
        CatalogInfo alive = new CatalogInfo(
                "alive", Map.of("warehouse", folder.resolve("alive").toUri().toString()));
        SessionSettings settings =
                new SessionSettings(List.of(dead, alive), Optional.of("alive"), Optional.empty(), NO_OPTIONS);
        for (int i = 0; i < 2; i++) {
            try (EngineSession opened = engine.open(new Actor("tester"), settings)) {
                assertThat(new Conversation(opened)
                                .batch("SHOW CATALOGS").values().stream()
                                        .map(List::getFirst)
                                        .toList())
                        .contains("alive")
                        .doesNotContain("dead");
            }
        }
    }

    @Test
    @Order(17)
    void findsThePlaceInALongerStatement() {
        Problem problem = say.failure("SELECT\n  1,\n  nope\nFROM (VALUES (1)) AS t(id)", ExecutionMode.BATCH);
        assertThat(problem.where()).contains(new Position(3, 3));
        assertThat(problem.what()).isEqualTo("There is no column nope.");
    }

    @Test
    @Order(18)
    void hidesSecretsInWhatItSays() {
        say.batch("CREATE TEMPORARY TABLE k (a INT) WITH ('connector' = 'nope', 'password' = 'geheim')");
        Problem problem = say.failure("SELECT * FROM k", ExecutionMode.BATCH);
        assertThat(problem.toString()).doesNotContain("geheim");
    }

    @Test
    @Order(19)
    void keepsSettingsBetweenStatements() {
        say.batch("CREATE DATABASE IF NOT EXISTS elsewhere");
        say.batch("USE elsewhere");
        say.batch("SET 'table.exec.mini-batch.size' = '77'");
        assertThat(say.batch("SHOW CURRENT DATABASE").single()).isEqualTo("elsewhere");
        assertThat(session.configuration()).containsEntry("table.exec.mini-batch.size", "77");
    }

    @Test
    @Order(20)
    void renewsASessionThatWasClosedBehindItsBack() throws Exception {
        say.batch("CREATE DATABASE IF NOT EXISTS elsewhere");
        say.batch("USE elsewhere");
        say.batch("SET 'table.exec.mini-batch.size' = '78'");
        say.batch("CREATE TEMPORARY TABLE mine (a INT) WITH ('connector' = 'datagen')");

        Sessions.closeBehindItsBack(engine, session);

        Result result = say.batch("SHOW CURRENT DATABASE");
        assertThat(result.sessionRenewed()).isTrue();
        assertThat(result.single()).isEqualTo("elsewhere");
        assertThat(session.configuration()).containsEntry("table.exec.mini-batch.size", "78");
        assertThat(say.failure("SELECT * FROM mine", ExecutionMode.BATCH).code())
                .as("temporary tables are gone")
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(say.batch("SELECT 1").sessionRenewed()).isFalse();
    }

    @Test
    @Order(21)
    void loadsCodeOnlyIfItCan() {
        Problem problem = say.failure("ADD JAR 'file:///nowhere.jar'", ExecutionMode.BATCH);
        if (engine.capabilities().contains(Capability.LOAD_CODE)) {
            assertThat(problem.code()).isNotEqualTo(ErrorCode.FORBIDDEN);
        } else {
            assertThat(problem.code()).isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(say.failure("CREATE FUNCTION f AS 'F' USING JAR 'http://x/y.jar'", ExecutionMode.BATCH)
                            .code())
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(say.failure("SET 'pipeline.jars' = 'http://x/y.jar'", ExecutionMode.BATCH)
                            .code())
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    @Order(22)
    void saysThatAllSlotsAreTaken() {
        endless();
        int more = jobs.overview().slotsTotal() + 1;
        Problem problem = say.failure(
                "SELECT * FROM endless /*+ OPTIONS('scan.parallelism' = '" + more + "') */", ExecutionMode.STREAMING);
        assertThat(problem.code()).isEqualTo(ErrorCode.NO_SLOTS);
    }

    @Test
    @Order(90)
    void noticesThatItIsGoneAndBack() throws Exception {
        say.batch("CREATE DATABASE IF NOT EXISTS elsewhere");
        say.batch("CREATE TABLE IF NOT EXISTS elsewhere.kept (id INT)");
        say.batch("INSERT INTO elsewhere.kept VALUES (1)");
        say.batch("USE elsewhere");
        Endpoints before = engine.endpoints();

        disappear();

        assertThat(engine.reachable()).isFalse();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> session.submit("SELECT 1", ExecutionMode.BATCH))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.ENGINE_UNREACHABLE));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> open(NO_OPTIONS))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.ENGINE_UNREACHABLE));

        Endpoints after = comeBack();

        if (after.equals(before)) {
            assertThat(engine.reachable()).isTrue();
            Result result = say.batch("SELECT COUNT(*) FROM kept");
            assertThat(result.sessionRenewed()).isTrue();
            assertThat(result.single()).isEqualTo(1L);
        } else {
            session.close();
            engine.close();
            jobs.close();
            connect(after);
            openSession();
            assertThat(say.batch("SELECT COUNT(*) FROM elsewhere.kept").single())
                    .isEqualTo(1L);
        }
    }
}
