package io.streamhouse.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the console notices of statements that run through it. */
final class AttendedEngineTest {

    private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
    private static final Actor ADA = new Actor("ada");

    private final List<Submission> told = new ArrayList<>();
    private final OneEngine engine = new OneEngine();
    private final AttendedEngine attended = new AttendedEngine(engine, "Here", List.of(told::add));

    @Test
    void a_job_left_running_is_told_of_with_all_it_needs_to_run_again() {
        EngineSession session = attended.open(ADA, settings());
        run(session, "USE CATALOG other");
        run(session, "-- where the tables are\nUSE `odd ``name`");
        run(session, "SET 'parallelism.default' = '2'");

        run(session, "INSERT INTO a SELECT * FROM b");

        assertThat(told)
                .containsExactly(new Submission(
                        ADA,
                        JOB,
                        "Here",
                        "INSERT INTO a SELECT * FROM b",
                        ExecutionMode.STREAMING,
                        List.of(),
                        Optional.of("other"),
                        Optional.of("odd `name"),
                        Map.of("execution.checkpointing.interval", "5 s", "parallelism.default", "2")));
    }

    @Test
    void what_only_the_session_knows_is_kept_with_a_job_that_needs_it() {
        EngineSession session = attended.open(ADA, settings());
        run(session, "CREATE TEMPORARY TABLE unrelated (password STRING) WITH ('connector' = 'datagen')");
        run(session, "/* ticks */ create temporary table if not exists `ticks` (n INT) WITH ('connector' = 'datagen')");
        run(session, "CREATE TABLE streamhouse.shop.kept (n INT)");
        run(session, "CREATE TEMPORARY VIEW dropped AS SELECT 1 AS n");
        run(session, "DROP TEMPORARY VIEW dropped");
        run(session, "USE shop");
        run(session, "CREATE TEMPORARY VIEW even AS SELECT n FROM ticks WHERE n / 2 = 0");

        run(session, "INSERT INTO kept SELECT n FROM even -- not from dropped");

        assertThat(told.getFirst().before())
                .containsExactly(
                        new SessionStatement(
                                "/* ticks */ create temporary table if not exists `ticks` (n INT) WITH ('connector' ="
                                        + " 'datagen')",
                                Optional.of("streamhouse"),
                                Optional.of("default")),
                        new SessionStatement(
                                "CREATE TEMPORARY VIEW even AS SELECT n FROM ticks WHERE n / 2 = 0",
                                Optional.of("streamhouse"),
                                Optional.of("shop")));
    }

    @Test
    void the_engines_own_options_are_not_kept_with_a_job() {
        EngineSession session = attended.open(ADA, settings());

        run(session, "INSERT INTO a SELECT * FROM b");

        assertThat(told.getFirst().configuration()).doesNotContainKey("rest.port");
    }

    @Test
    void a_statement_cut_off_by_a_switch_says_so() {
        EngineSession session = attended.open(ADA, settings());
        StatementHandle statement = session.submit("SELECT * FROM endless", ExecutionMode.STREAMING);

        attended.leave("There");

        assertThat(statement.fetch(Duration.ZERO)).isInstanceOfSatisfying(StatementHandle.Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(failed.problem().what()).contains("“Here”").contains("“There”");
        });
    }

    private static SessionSettings settings() {
        return new SessionSettings(
                List.of(),
                Optional.of("streamhouse"),
                Optional.of("default"),
                Map.of("execution.checkpointing.interval", "5 s"));
    }

    private static void run(EngineSession session, String sql) {
        try (StatementHandle statement = session.submit(sql, ExecutionMode.STREAMING)) {
            assertThat(statement.fetch(Duration.ZERO)).isInstanceOf(StatementHandle.Complete.class);
            statement.fetch(Duration.ZERO);
        }
    }

    /** An engine that takes every statement, until it is closed. */
    private static final class OneEngine implements Engine {

        private boolean closed;

        @Override
        public Endpoints endpoints() {
            return new Endpoints(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public boolean reachable() {
            return !closed;
        }

        @Override
        public EngineSession open(Actor actor, SessionSettings settings) {
            Map<String, String> configuration = new HashMap<>(settings.configuration());
            configuration.put("rest.port", "1234");
            return new OneSession(actor, configuration);
        }

        @Override
        public void close() {
            closed = true;
        }

        private final class OneSession implements EngineSession {

            private final Actor actor;
            private final Map<String, String> configuration;

            OneSession(Actor actor, Map<String, String> configuration) {
                this.actor = actor;
                this.configuration = configuration;
            }

            @Override
            public Actor actor() {
                return actor;
            }

            @Override
            public Map<String, String> configuration() {
                return Map.copyOf(configuration);
            }

            @Override
            public StatementHandle submit(String sql, ExecutionMode mode, Map<String, String> options) {
                if (sql.startsWith("SET")) {
                    configuration.put("parallelism.default", "2");
                }
                return new OneStatement(sql.startsWith("INSERT") ? Optional.of(JOB) : Optional.empty());
            }

            @Override
            public void close() {
                configuration.clear();
            }
        }

        private final class OneStatement implements StatementHandle {

            private final Optional<JobId> job;

            OneStatement(Optional<JobId> job) {
                this.job = job;
            }

            @Override
            public Fetched fetch(Duration patience) {
                return closed
                        ? new Failed(Problem.of(ErrorCode.ENGINE_UNREACHABLE, "Gone"))
                        : new Complete(List.of(), false, job);
            }

            @Override
            public void cancel() {
                closed = true;
            }

            @Override
            public Optional<JobId> job() {
                return job;
            }

            @Override
            public boolean sessionRenewed() {
                return false;
            }

            @Override
            public void close() {
                // nothing is held
            }
        }
    }
}
