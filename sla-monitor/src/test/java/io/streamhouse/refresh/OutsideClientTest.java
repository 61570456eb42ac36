package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with a Flink session of their own, or with Flink's web page, does things to our views: within seconds that is
 * either followed or put right, and said; nothing is lost, doubled or left lying about.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OutsideClientTest {

    private static final Duration WITHIN_SECONDS = Duration.ofSeconds(45);
    private static final Pattern JOB = Pattern.compile("\\{\"id\":\"([0-9a-f]{32})\",\"status\":\"([A-Z]+)\"");

    @SuppressWarnings("NullAway.Init")
    private static Harbour harbour;

    @SuppressWarnings("NullAway.Init")
    private static EngineSession outside;

    @SuppressWarnings("NullAway.Init")
    private static Path engine;

    private static int orders;

    @BeforeAll
    static void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        harbour = new Harbour(folder);
        engine = folder.resolve("engine");
        outside = harbour.engine().open(new Actor("an outside client"), harbour.sessionSettings());
        harbour.sql(
                "CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING NOT NULL, amount BIGINT, PRIMARY KEY (id)"
                        + " NOT ENFORCED) WITH ('bucket' = '1')");
        harbour.sql("CREATE TABLE lake.db.clicks (id INT, page STRING)");
        somethingHappens();
        harbour.create(
                "sums",
                "SELECT region, COUNT(*) AS orders, SUM(amount) AS amount FROM lake.db.orders GROUP BY region",
                "PT5S",
                "CONTINUOUS");
        harbour.create("pages", "SELECT id, UPPER(page) AS page FROM lake.db.clicks", "PT5S", "CONTINUOUS");
        awaitAtWork("sums");
        awaitAtWork("pages");
        harbour.create("big", "SELECT region, amount FROM lake.db.sums WHERE amount > 15", "PT5S", "INCREMENTAL");
        harbour.awaitActive("big", RefreshMode.INCREMENTAL);
        allAreExact();
    }

    @AfterAll
    static void close() {
        outside.close();
        harbour.close();
    }

    /** Every one of the sources changes. */
    private static void somethingHappens() {
        for (int more = 0; more < 3; more++) {
            int id = ++orders;
            harbour.write(
                    "orders", Row.insert(id, "region " + id % 3, (long) id), Row.insert(1, "region 9", (long) id));
            harbour.write("clicks", Row.insert(id, "a"), Row.insert(id % 2, "b"));
        }
    }

    private static void allAreExact() {
        for (ViewState view : harbour.views.list()) {
            harbour.awaitFresh(view.id().name());
            Verification verification = harbour.views.verify(view.id());
            assertThat(verification.equal())
                    .as("%s: %s", view.id(), verification)
                    .isTrue();
        }
        clusterShowsWhatThePageShows();
    }

    /** The jobs that run are those that the views name, and no others. */
    private static void clusterShowsWhatThePageShows() {
        harbour.await("the cluster runs what the views name", WITHIN_SECONDS, () -> {
            Set<String> named = harbour.views.list().stream()
                    .flatMap(view -> view.job().stream())
                    .map(JobId::value)
                    .collect(Collectors.toCollection(TreeSet::new));
            return running().equals(named);
        });
    }

    /** What a running job was resumed from is needed until it is stopped: so they are, for a while. */
    private static void atRestNothingIsLeft() {
        List<String> views = List.of("sums", "pages");
        views.forEach(view -> harbour.views.suspend(Harbour.SOMEBODY, harbour.id(view)));
        harbour.await("nothing runs", WITHIN_SECONDS, () -> running().isEmpty());
        Set<String> uids = harbour.views.list().stream()
                .map(view -> view.definition().uid())
                .collect(Collectors.toSet());
        harbour.await(
                "nothing is kept but the views' own savepoints",
                WITHIN_SECONDS,
                () -> names(engine.resolve("checkpoints")).isEmpty()
                        && uids.containsAll(names(engine.resolve("savepoints"))));
        for (String view : views) {
            harbour.views.resume(Harbour.SOMEBODY, harbour.id(view));
            awaitAtWork(view);
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> running() {
        Set<String> jobs = new TreeSet<>();
        Matcher job = JOB.matcher(rest("GET", "/jobs"));
        while (job.find()) {
            if (!Set.of("FINISHED", "CANCELED", "FAILED").contains(job.group(2))) {
                jobs.add(job.group(1));
            }
        }
        return jobs;
    }

    private static String rest(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(harbour.cluster().resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement in the session of somebody who knows nothing of the console. */
    private static void says(String statement) {
        try (StatementHandle handle =
                outside.submit(statement, ExecutionMode.BATCH, java.util.Map.of("table.dml-sync", "true"))) {
            while (true) {
                switch (handle.fetch(Duration.ofSeconds(1))) {
                    case StatementHandle.Complete ignored -> {
                        return;
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                    case StatementHandle.Page ignored -> {}
                    case StatementHandle.Waiting ignored -> {}
                }
            }
        }
    }

    /** A job runs for it, and other clients are told which: before that they could not suspend it. */
    private static void awaitAtWork(String view) {
        harbour.awaitActive(view, RefreshMode.CONTINUOUS);
        harbour.await(
                view + " is at work",
                WITHIN_SECONDS,
                () -> "ACTIVATED"
                        .equals(harbour.warehouse("lake")
                                .relation(harbour.id(view))
                                .options()
                                .get("materialized-table.refresh-status")));
    }

    private static JobId job(String view) {
        return harbour.views.get(harbour.id(view)).job().orElseThrow();
    }

    private static List<RefreshRun> runs(String view) {
        return harbour.views.refreshes(harbour.id(view), Instant.EPOCH, Instant.MAX);
    }

    private static boolean suspended(String view) {
        return harbour.views.get(harbour.id(view)).refresh() instanceof Refresh.Suspended;
    }

    @Test
    @Order(1)
    void aJobCancelledByHandIsStartedAgainAndThatIsSaid() {
        for (String view : List.of("sums", "pages")) {
            JobId cancelled = job(view);
            rest("PATCH", "/jobs/" + cancelled + "?mode=cancel");
            somethingHappens();
            harbour.await(
                    view + " has another job",
                    WITHIN_SECONDS,
                    () -> harbour.views
                            .get(harbour.id(view))
                            .job()
                            .filter(job -> !job.equals(cancelled) && running().contains(job.value()))
                            .isPresent());
            assertThat(runs(view))
                    .anySatisfy(run ->
                            assertThat(run.problem().orElseThrow().what()).contains("was cancelled by somebody else"));
        }
        allAreExact();
        atRestNothingIsLeft();
        assertThat(runs("pages"))
                .as("it went on from its newest state")
                .filteredOn(run -> run.action().equals(Optional.of(RefreshRun.Action.REINITIALIZE)))
                .hasSize(1);
    }

    @Test
    @Order(2)
    void suspendIsFollowedAndResumingGoesOnFromTheSavepointTaken() {
        for (String view : List.of("pages", "sums")) {
            awaitAtWork(view);
            says("ALTER MATERIALIZED TABLE lake.db." + view + " SUSPEND");
            harbour.await(view + " is suspended", WITHIN_SECONDS, () -> suspended(view));
            assertThat(harbour.views
                            .get(harbour.id(view))
                            .problem()
                            .orElseThrow()
                            .what())
                    .contains("suspended by another Flink client");
        }
        somethingHappens();
        harbour.await("nothing runs", WITHIN_SECONDS, () -> running().isEmpty());

        for (String view : List.of("pages", "sums")) {
            harbour.views.resume(Harbour.SOMEBODY, harbour.id(view));
            awaitAtWork(view);
        }
        somethingHappens();
        harbour.awaitFresh("pages");
        for (String view : List.of("pages", "sums")) {
            assertThat(runs(view))
                    .as("%s went on from the savepoint", view)
                    .filteredOn(run -> run.action().equals(Optional.of(RefreshRun.Action.REINITIALIZE)))
                    .hasSize(1);
        }
        atRestNothingIsLeft();
        allAreExact();
    }

    @Test
    @Order(3)
    void suspendWhileTheConsoleIsAwayIsFollowedToo() {
        awaitAtWork("sums");
        harbour.away(() -> {
            says("ALTER MATERIALIZED TABLE lake.db.sums SUSPEND");
            somethingHappens();
        });
        harbour.await("sums is suspended", WITHIN_SECONDS, () -> suspended("sums"));
        harbour.views.resume(Harbour.SOMEBODY, harbour.id("sums"));
        awaitAtWork("sums");
        atRestNothingIsLeft();
        allAreExact();
    }

    @Test
    @Order(4)
    void whatSomebodyElseWroteIntoAViewIsPutRightInEveryMode() {
        for (RefreshMode mode : List.of(RefreshMode.CONTINUOUS, RefreshMode.INCREMENTAL, RefreshMode.FULL)) {
            for (String view : List.of("sums", "pages")) {
                harbour.views.setFreshness(
                        Harbour.SOMEBODY,
                        harbour.id(view),
                        FreshnessTarget.parse("PT5S"),
                        new RequestedMode.Pinned(mode),
                        OptionalLong.empty());
                harbour.awaitActive(view, mode);
            }
            allAreExact();
            long before = putRight("sums") + putRight("pages");
            says("INSERT OVERWRITE lake.db.sums VALUES ('nowhere', CAST(1 AS BIGINT), CAST(100 AS BIGINT))");
            says("INSERT INTO lake.db.pages VALUES (-1, 'nowhere')");
            somethingHappens();
            harbour.await(
                    "both are put right in " + mode,
                    Duration.ofSeconds(60),
                    () -> putRight("sums") + putRight("pages") >= before + 2);
            allAreExact();
            assertThat(harbour.run("SELECT id FROM lake.db.pages WHERE id < 0")).isEmpty();
            assertThat(harbour.run("SELECT region FROM lake.db.big WHERE region = 'nowhere'"))
                    .isEmpty();
        }
    }

    /** How often it was computed anew because somebody wrote into it. */
    private static long putRight(String view) {
        return runs(view).stream()
                .filter(run -> run.reason().orElse("").contains("Somebody else wrote into it"))
                .filter(run -> run.finishedAt().isPresent() && run.problem().isEmpty())
                .count();
    }

    /** An engine that outlives its console still starts what that handed over last. */
    @Test
    @Order(5)
    void aJobThatStartsAfterItsConsoleDiedIsEnded() {
        JobId late = new JobId("0123456789abcdef0123456789abcdef");
        harbour.sql("CREATE TABLE lake.db.copied (id INT, page STRING)");
        harbour.away(() -> {
            Ledger ledger = new Ledger(harbour.ledger());
            LedgerView big = ledger.views().stream()
                    .filter(view -> view.relation().equals(harbour.id("big")))
                    .findFirst()
                    .orElseThrow();
            ledger.save(big.change().intent("cycle").submitting(late).result());
        });
        harbour.await(
                "it is given up",
                WITHIN_SECONDS,
                () -> harbour.views.get(harbour.id("big")).job().isEmpty());
        try (Running dead = new Running(harbour)) {
            dead.submit(
                    "INSERT INTO lake.db.copied SELECT id, page FROM lake.db.clicks",
                    Map.of("$internal.pipeline.job-id", late.value()),
                    late);
        }
        harbour.await(
                "it is ended",
                WITHIN_SECONDS,
                () -> harbour.jobs().state(late).filter(JobState::terminal).isPresent());
        somethingHappens();
        allAreExact();
    }

    @Test
    @Order(6)
    void whatIsDroppedIsGoneWithAllThatWasKeptForIt() {
        says("DROP MATERIALIZED TABLE lake.db.big");
        harbour.views.setFreshness(
                Harbour.SOMEBODY,
                harbour.id("pages"),
                FreshnessTarget.parse("PT5S"),
                new RequestedMode.Pinned(RefreshMode.CONTINUOUS),
                OptionalLong.empty());
        awaitAtWork("pages");
        says("DROP MATERIALIZED TABLE lake.db.pages");
        isForgotten("big", "sums");
        isForgotten("pages", "clicks");
        allAreExact();
    }

    @Test
    @Order(7)
    void whatIsDroppedWhileTheConsoleIsAwayIsForgottenToo() {
        harbour.away(() -> says("DROP MATERIALIZED TABLE lake.db.sums"));
        isForgotten("sums", "orders");
        assertThat(harbour.views.list()).isEmpty();
        harbour.await(
                "nothing is kept",
                WITHIN_SECONDS,
                () -> names(engine.resolve("savepoints")).isEmpty());
        allAreExact();
    }

    private static void isForgotten(String view, String source) {
        harbour.await(
                view + " is gone",
                WITHIN_SECONDS,
                () -> harbour.views.list().stream()
                        .noneMatch(other -> other.id().equals(harbour.id(view))));
        harbour.await(
                "nothing of " + source + " is held for it",
                WITHIN_SECONDS,
                () -> harbour.warehouse("lake").consumers(harbour.id(source)).stream()
                        .map(Consumer::id)
                        .noneMatch(id -> id.startsWith("sh_")));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> harbour.views.get(harbour.id(view)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
