package io.streamhouse.console.sqlworkspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.streamhouse.console.ConsoleApplication;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.model.Actor;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Outcome;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Whatever is typed gets rows or a clear problem at its place; no statement leaves a job, a broken session or a stack
 * trace behind. The statements are in {@code hostile-statements.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileStatementsTest {

    private static final Pattern REPEAT = Pattern.compile("(?s)\\{repeat:(?<text>[^{}]*)\\*(?<times>\\d+)}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(?<code>[0-9a-f]{4})|(?<letter>[nrtf\\\\]))");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ENOUGH = Duration.ofSeconds(3);

    private final Actor actor = Actor.CONSOLE;

    private ConfigurableApplicationContext console;
    private SqlService sql;
    private Connections connections;
    private SqlSession session;

    /** One line of the list. */
    record Case(int line, ExecutionMode mode, String expected, Optional<Position> where, String text) {

        static Case of(int line, String entry) {
            String[] parts = entry.split(" \\| ", 3);
            int at = parts[1].indexOf('@');
            Optional<Position> where = Optional.empty();
            if (at >= 0) {
                String[] place = parts[1].substring(at + 1).split(":", 2);
                where = Optional.of(new Position(Integer.parseInt(place[0]), Integer.parseInt(place[1])));
            }
            return new Case(
                    line,
                    parts[0].equals("S") ? ExecutionMode.STREAMING : ExecutionMode.BATCH,
                    at < 0 ? parts[1] : parts[1].substring(0, at),
                    where,
                    unescaped(parts.length < 3 ? "" : parts[2]));
        }

        /** What may go on for ever is stopped soon. */
        Duration limit() {
            boolean endless = mode == ExecutionMode.STREAMING || expected.equals("TIMEOUT") || expected.equals("ANY");
            return endless ? ENOUGH : PATIENCE;
        }

        private static String unescaped(String text) {
            String plain = ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(character(found.group())));
            return REPEAT.matcher(plain)
                    .replaceAll(
                            found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        }

        private static String character(String escape) {
            return switch (escape.charAt(1)) {
                case 'n' -> "\n";
                case 'r' -> "\r";
                case 't' -> "\t";
                case 'f' -> "\f";
                case '\\' -> "\\";
                default -> String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
            };
        }

        @Override
        public String toString() {
            String shown = text.strip().lines().findFirst().orElse("");
            return "line " + line + ": " + shown.substring(0, Math.min(60, shown.length()));
        }
    }

    static Stream<Case> statements() throws IOException {
        try (InputStream list = HostileStatementsTest.class.getResourceAsStream("/hostile-statements.txt")) {
            List<String> lines = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return IntStream.range(0, lines.size())
                    .filter(at -> !lines.get(at).isBlank() && !lines.get(at).startsWith("#"))
                    .mapToObj(at -> Case.of(at + 1, lines.get(at)));
        }
    }

    @BeforeAll
    void startTheConsole(@TempDir(cleanup = CleanupMode.NEVER) Path home) throws Exception {
        console = new SpringApplicationBuilder(ConsoleApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--streamhouse.home=" + home,
                        "--spring.main.lazy-initialization=true",
                        "--spring.autoconfigure.exclude=com.vaadin.flow.spring.SpringBootAutoConfiguration,"
                                + "com.vaadin.flow.spring.SpringSecurityAutoConfiguration,"
                                + "com.vaadin.flow.spring.VaadinScopesConfig");
        sql = console.getBean(SqlService.class);
        connections = console.getBean(Connections.class);
        CountDownLatch ready = new CountDownLatch(1);
        try (AutoCloseable listening = connections.onChange(() -> {
            if (connections.status().state() == EngineState.READY) {
                ready.countDown();
            }
        })) {
            assertThat(connections.status().state() == EngineState.READY || ready.await(3, TimeUnit.MINUTES))
                    .as("the engine is ready")
                    .isTrue();
        }
        session = console.getBean(SqlSessions.class).openForProgram(actor, Namespace.DEFAULT, Map.of());
    }

    @AfterAll
    void stopTheConsole() {
        if (console != null) {
            console.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void gets_rows_or_a_clear_problem_and_leaves_nothing_behind(Case given) {
        ScriptRequest request =
                ScriptRequest.of(given.text(), Namespace.DEFAULT, given.mode(), ResultBounds.upTo(50, given.limit()));
        Optional<StatementRun> last;
        Optional<Problem> problem;
        try {
            ScriptRun run = sql.start(actor, session, request);
            assertThat(run.ended()).as("ends in time").succeedsWithin(PATIENCE.multipliedBy(2));
            last = run.statements().stream()
                    .filter(statement -> statement.state() != RunState.SKIPPED)
                    .reduce((earlier, later) -> later);
            problem = last.flatMap(StatementRun::problem);
        } catch (ProblemException e) {
            last = Optional.empty();
            problem = Optional.of(e.problem());
        }
        assertExpected(given, last, problem);
        problem.ifPresent(found -> assertClear(given, found));
        assertNothingRuns();
        assertSessionWorks();
    }

    private static void assertExpected(Case given, Optional<StatementRun> last, Optional<Problem> problem) {
        switch (given.expected()) {
            case "ROWS" -> {
                assertThat(problem).isEmpty();
                assertThat(last).map(StatementRun::outcome).containsInstanceOf(Outcome.Rows.class);
            }
            case "OK" -> assertThat(problem).isEmpty();
            case "NONE" -> assertThat(problem).map(Problem::code).contains(ErrorCode.INVALID_REQUEST);
            case "FAIL" -> assertThat(problem).isPresent();
            case "ANY" -> assertThat(last).isPresent();
            default -> assertThat(problem).map(Problem::code).contains(ErrorCode.valueOf(given.expected()));
        }
        given.where()
                .ifPresent(where -> assertThat(problem.flatMap(Problem::where))
                        .as(() -> "the place of: " + problem)
                        .contains(where));
    }

    private static void assertClear(Case given, Problem problem) {
        assertThat(problem.code()).as(problem::what).isNotEqualTo(ErrorCode.INTERNAL);
        assertThat(problem.what())
                .isNotBlank()
                .hasSizeLessThan(600)
                .doesNotContain(
                        "\tat ", "Caused by", "Exception:", "org.apache.", "java.lang.", "java.util.", ": null");
        assertThat(problem.nextStep().orElse("")).doesNotContain("\tat ", "Exception");
        problem.where()
                .ifPresent(where -> assertThat(where.line())
                        .as("the place is in the text")
                        .isLessThanOrEqualTo((int) given.text().lines().count() + 1));
    }

    private void assertNothingRuns() {
        long limit = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        List<JobSummary> running = runningJobs();
        while (!running.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            running = runningJobs();
        }
        assertThat(running).as("jobs left behind").isEmpty();
    }

    private List<JobSummary> runningJobs() {
        return connections.jobs().list().stream()
                .filter(job -> !job.state().terminal())
                .toList();
    }

    private void assertSessionWorks() {
        ScriptRun run = sql.start(
                actor,
                session,
                ScriptRequest.of(
                        "SHOW CURRENT CATALOG",
                        Namespace.DEFAULT,
                        ExecutionMode.BATCH,
                        ResultBounds.upTo(10, PATIENCE)));
        assertThatCode(() -> run.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .doesNotThrowAnyException();
        StatementRun statement = run.statements().getFirst();
        assertThat(statement.problem()).as("the session goes on").isEmpty();
        assertThat(statement.sessionRenewed()).as("the session was renewed").isFalse();
    }
}
