package io.streamhouse.refresh;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some views over tables that change at random, switched among all modes, suspended, refreshed and killed at random, and
 * compared with the oracle again and again. All choices follow from the seed; when they meet what the engine does does
 * not.
 */
final class Round implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    private static final Actor ACTOR = new Actor("tester");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration UNTIL_DEATH = Duration.ofSeconds(4);
    private static final List<String> TARGETS = List.of("PT5S", "PT12S", "PT1M", "PT10M", "ON_DEMAND");
    private static final List<String> CLOSE_TARGETS = List.of("PT1S", "PT2S", "PT5S", "PT2M");

    private final Lake lake;
    private final long seed;
    private final Random random;
    private final String database;
    private final ShiftingTables sources;
    private final H2Oracle oracle;
    private final Map<RelationId, Question> questions = new LinkedHashMap<>();
    private final Map<RelationId, RequestedMode> pinned = new HashMap<>();

    /** Wishes of which nobody knows whether they were heard: who asked died before there was an answer. */
    private final Map<RelationId, RequestedMode> unanswered = new HashMap<>();

    private final List<RelationId> suspended = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final List<Mortality> graves = new ArrayList<>();
    private int ledgers;
    private DataSource ledger;
    private Mortality mortality;
    private MaterializedViews views;
    private int compared;

    Round(Lake lake, long seed) {
        this.lake = lake;
        this.seed = seed;
        random = new Random(seed);
        database = "r" + Long.toUnsignedString(seed, Character.MAX_RADIX);
        sources = new ShiftingTables(lake, database, random);
        oracle = new H2Oracle(lake.warehouse);
        ledger = emptyLedger();
        mortality = new Mortality();
        views = born();
    }

    /** How many times a view was found equal to the oracle's answer. */
    int compared() {
        return compared;
    }

    /**
     * @param steps how often everything is changed, disturbed and compared
     * @throws AssertionError on the first difference, with the seed and what happened before it
     */
    void run(int steps) {
        try {
            sources.create();
            tell(sources.toString());
            create();
            settleAll();
            for (int step = 1; step <= steps; step++) {
                tell("step " + step);
                disturb();
                settleAll();
            }
            verifyAll();
            noRefreshUnderWay();
            leaveNothingBehind();
        } catch (Throwable failure) {
            throw new AssertionError(
                    "Seed " + seed + " (-Dstreamhouse.seed=" + seed + "), after " + compared + " comparisons: "
                            + failure.getMessage() + "\n  " + String.join("\n  ", story)
                            + lake.jobs.list().stream()
                                    .limit(12)
                                    .map(job -> "\n  " + job + " " + lake.jobs.failures(job.id()))
                                    .collect(Collectors.joining()),
                    failure);
        }
    }

    private void tell(String event) {
        story.add(event);
        LOG.info("{}: {}", database, event);
    }

    // ---- the views -----------------------------------------------------------------------------

    private void create() {
        List<Question> chosen = new ArrayList<>(Questions.CHAIN);
        if (random.nextBoolean()) {
            chosen.add(Questions.DIAMOND);
        }
        List<Question> others = new ArrayList<>(Questions.OVER_TABLES);
        for (int i = 0; i < 3; i++) {
            chosen.add(others.remove(random.nextInt(others.size())));
        }
        for (Question question : chosen) {
            RelationId id = lake.id(database, question.name());
            RequestedMode mode = mode(question);
            FreshnessTarget target = target(mode);
            tell("create " + question.name() + " " + target.text() + " " + mode.text());
            if (question.kind() != Question.Kind.MAINTAINABLE) {
                refusedWhenPinned(question);
            }
            views.create(ACTOR, request(question, target, mode));
            questions.put(id, question);
            pinned.put(id, mode);
        }
    }

    private NewView request(Question question, FreshnessTarget target, RequestedMode mode) {
        return new NewView(
                lake.id(database, question.name()),
                question.flink(),
                question.key(),
                List.of(),
                target,
                mode,
                Optional.empty(),
                Lake.CATALOG,
                database,
                Map.of());
    }

    private void refusedWhenPinned(Question question) {
        FreshnessTarget minute = FreshnessTarget.parse("PT1M");
        for (RefreshMode mode : List.of(RefreshMode.CONTINUOUS, RefreshMode.INCREMENTAL)) {
            try {
                views.create(ACTOR, request(question, minute, new RequestedMode.Pinned(mode)));
            } catch (ProblemException refused) {
                continue;
            }
            throw new AssertionError(question.name() + " pinned to " + mode + " was not refused");
        }
    }

    /** One that the mode can keep. */
    private FreshnessTarget target(RequestedMode mode) {
        boolean close = mode instanceof RequestedMode.Pinned wish && wish.mode() == RefreshMode.CONTINUOUS;
        List<String> targets = close ? CLOSE_TARGETS : TARGETS;
        return FreshnessTarget.parse(targets.get(random.nextInt(targets.size())));
    }

    private RequestedMode mode(Question question) {
        int choice = random.nextInt(7);
        if (choice == 0 || question.kind() != Question.Kind.MAINTAINABLE) {
            return new RequestedMode.Auto();
        }
        return new RequestedMode.Pinned(RefreshMode.values()[choice % 3]);
    }

    // ---- what happens to them ------------------------------------------------------------------

    private void disturb() {
        change(1 + random.nextInt(3));
        int dice = random.nextInt(100);
        if (dice < 45) {
            switchSome(1 + random.nextInt(3));
        } else if (dice < 55) {
            suspendOrResume();
        } else if (dice < 75) {
            die();
        }
        change(random.nextInt(3));
        glance();
    }

    private void change(int times) {
        for (int i = 0; i < times; i++) {
            tell(sources.change());
        }
    }

    private void switchSome(int howMany) {
        for (int i = 0; i < howMany; i++) {
            RelationId id = any();
            RequestedMode mode = mode(question(id));
            FreshnessTarget target = target(mode);
            tell("switch " + id.name() + " to " + target.text() + " " + mode.text());
            views.setFreshness(ACTOR, id, target, mode, OptionalLong.empty());
            pinned.put(id, mode);
            unanswered.remove(id);
        }
    }

    private void suspendOrResume() {
        if (suspended.isEmpty()) {
            RelationId id = any();
            tell("suspend " + id.name());
            views.suspend(ACTOR, id);
            suspended.add(id);
        } else {
            resume();
        }
    }

    private void resume() {
        RelationId id = suspended.removeFirst();
        tell("resume " + id.name());
        views.resume(ACTOR, id);
    }

    /** The process dies in the midst of its work, and another takes over. */
    private void die() {
        boolean lastIsDone = random.nextBoolean();
        boolean inLedger = random.nextInt(3) == 0;
        int calls = 1 + random.nextInt(inLedger ? 40 : 10);
        boolean engineDies = random.nextInt(4) > 0;
        boolean ledgerLost = random.nextInt(4) == 0;
        RelationId refreshed = any();
        RelationId switched = any();
        RequestedMode mode = mode(question(switched));
        FreshnessTarget target = target(mode);
        boolean change = random.nextBoolean();
        tell("switch " + switched.name() + " to " + target.text() + " " + mode.text() + ", refresh " + refreshed.name()
                + " and die after " + calls + " calls" + (engineDies ? ", the engine too" : ", the engine lives on")
                + (ledgerLost ? ", the ledger is lost" : ""));
        mortality.dieAfter(calls, lastIsDone, inLedger);
        try {
            unanswered.put(switched, mode);
            views.setFreshness(ACTOR, switched, target, mode, OptionalLong.empty());
            pinned.put(switched, mode);
            unanswered.remove(switched);
            if (!suspended.contains(refreshed)) {
                views.refresh(ACTOR, refreshed);
            }
        } catch (Mortality.Dead early) {
            LOG.info("died while being asked");
        }
        if (change) {
            change(1);
        }
        Lake.eventually(UNTIL_DEATH, mortality::isDead);
        mortality.dieNow();
        tell("died at " + mortality.lastWords());
        MaterializedViews dead = views;
        graves.add(mortality);
        closeInTime(dead);
        if (engineDies) {
            lake.killJobs(database);
        }
        if (ledgerLost) {
            ledger = emptyLedger();
        }
        mortality = new Mortality();
        views = born();
    }

    private static void closeInTime(MaterializedViews dead) {
        Thread closing = Thread.ofPlatform().daemon().start(() -> {
            try {
                dead.close();
            } catch (Mortality.Dead asItIs) {
                LOG.debug("closed", asItIs);
            }
        });
        try {
            if (!closing.join(Duration.ofSeconds(15))) {
                throw new AssertionError("A dead console does not end: " + List.of(closing.getStackTrace()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Compares whatever version there is of one of them now, in the midst of everything. */
    private void glance() {
        RelationId id = any();
        views.get(id).version().ifPresent(version -> compare(id, version));
    }

    // ---- what must hold ------------------------------------------------------------------------

    /** Every view gets to contain what its inputs contain now, and is equal to the oracle's answer. */
    private void settleAll() {
        List<RelationId> awake = new ArrayList<>();
        for (RelationId id : questions.keySet()) {
            if (suspended.contains(id)) {
                views.get(id).version().ifPresent(version -> compare(id, version));
            } else {
                awake.add(id);
            }
        }
        awake.forEach(this::awaitActive);
        Map<String, Contents> now = new HashMap<>();
        ShiftingTables.TABLES.forEach(table -> now.put(table, oracle.actual(sources.id(table), OptionalLong.empty())));
        // All at once, so that they get into each other's way.
        Map<RelationId, UUID> asked = new LinkedHashMap<>();
        awake.forEach(id -> asked.put(id, views.refresh(ACTOR, id)));
        asked.forEach((id, refresh) -> settled(id, refresh, now));
        noOrphans();
    }

    private void settled(RelationId id, UUID refresh, Map<String, Contents> inputs) {
        awaitEnd(id, refresh);
        awaitActive(id);
        ViewVersion version = views.get(id).version().orElseThrow(() -> new AssertionError(id + " has no version"));
        compare(id, version);
        for (ScanPosition read : version.reads()) {
            Contents input = inputs.get(read.relation().name());
            if (input != null) {
                List<String> stale =
                        oracle.actual(read.relation(), read.snapshot()).differencesFrom(input);
                if (!stale.isEmpty()) {
                    throw new AssertionError(id.name() + " was refreshed, but has read " + read
                            + ", which lacks of what was there before: " + shorten(stale));
                }
            }
        }
    }

    private void awaitEnd(RelationId id, UUID refresh) {
        Instant before = InstantSource.system().instant().minusSeconds(600);
        boolean done = Lake.eventually(
                PATIENCE,
                () -> views.refreshes(id, before, before.plusSeconds(3_600)).stream()
                        .filter(run -> run.id().equals(refresh))
                        .anyMatch(run -> switch (run.state()) {
                            case SCHEDULED, EXECUTING -> false;
                            case SUCCEEDED, SKIPPED -> true;
                            case FAILED, CANCELLED, UPSTREAM_FAILED ->
                                throw new AssertionError(id.name() + "'s refresh: " + run);
                        }));
        if (!done) {
            throw new AssertionError(id.name() + "'s refresh " + refresh + " does not end: " + views.get(id) + " "
                    + views.refreshes(id, before, before.plusSeconds(3_600)) + Lake.threads());
        }
    }

    private static boolean fits(@Nullable RequestedMode asked, RefreshMode is) {
        return !(asked instanceof RequestedMode.Pinned wish) || is == wish.mode();
    }

    private void awaitActive(RelationId id) {
        boolean active = Lake.eventually(PATIENCE, () -> switch (views.get(id).refresh()) {
            case Refresh.Active is ->
                fits(pinned.get(id), is.mode()) || (unanswered.containsKey(id) && fits(unanswered.get(id), is.mode()));
            case Refresh.Initializing ignored -> false;
            case Refresh.Switching ignored -> false;
            case Refresh.Suspended state -> throw new AssertionError(id.name() + " is " + state);
            // It is tried again.
            case Refresh.Failed ignored -> false;
        });
        ViewState state = views.get(id);
        if (!active) {
            throw new AssertionError(id.name() + " does not become active as wished (" + pinned.get(id) + "): " + state
                    + " " + views.switches(id) + Lake.threads());
        }
        if (question(id).kind() != Question.Kind.MAINTAINABLE
                && state.refresh() instanceof Refresh.Active is
                && is.mode() != RefreshMode.FULL) {
            throw new AssertionError(id.name() + " can't be maintained but is " + is.mode());
        }
    }

    private void compare(RelationId id, ViewVersion version) {
        List<H2Oracle.Read> reads = version.reads().stream()
                .map(read -> new H2Oracle.Read(read.relation(), read.snapshot()))
                .toList();
        List<String> names = reads.stream().map(read -> read.relation().name()).toList();
        if (!names.equals(question(id).scans())) {
            throw new AssertionError(id.name() + " reads " + question(id).scans() + ", recorded is " + names);
        }
        Contents expected = oracle.expected(question(id), reads);
        Contents actual = oracle.actual(id, OptionalLong.of(version.snapshot()));
        List<String> differences = actual.differencesFrom(expected);
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "DIFFERENCE in " + id.name() + " (" + views.get(id).refresh() + ") at " + version + ", "
                            + expected.size() + " rows expected: " + shorten(differences));
        }
        compared++;
    }

    private static String shorten(List<String> differences) {
        return differences.size() + " differences: "
                + differences.stream().limit(12).collect(Collectors.joining("\n    ", "\n    ", ""));
    }

    /** Each job that runs works for one of the views, and none for one at rest. */
    private void noOrphans() {
        List<String> orphans = new ArrayList<>();
        boolean none = Lake.eventually(Duration.ofSeconds(20), () -> {
            List<Object> wanted = new ArrayList<>();
            views.list().forEach(view -> view.job().ifPresent(wanted::add));
            orphans.clear();
            lake.runningJobs(database).stream()
                    .filter(job -> !wanted.contains(job.id()))
                    .forEach(job -> orphans.add(job.toString()));
            return orphans.isEmpty();
        });
        if (!none) {
            throw new AssertionError("Jobs that work for nobody: " + orphans);
        }
    }

    private void verifyAll() {
        while (!suspended.isEmpty()) {
            resume();
        }
        settleAll();
        for (RelationId id : questions.keySet()) {
            Verification verification = views.verify(id);
            if (!verification.equal()) {
                throw new AssertionError(id.name() + " equals the oracle's answer, but verify says " + verification);
            }
        }
    }

    /** What a dead process had under way is told as cut off, not as going on for ever. */
    private void noRefreshUnderWay() {
        Instant before = InstantSource.system().instant().minusSeconds(86_400);
        boolean none = Lake.eventually(
                PATIENCE,
                () -> questions.keySet().stream()
                        .flatMap(id -> views.refreshes(id, before, before.plusSeconds(100_000)).stream())
                        .allMatch(run -> run.finishedAt().isPresent()));
        if (!none) {
            throw new AssertionError("Refreshes that do not end: "
                    + questions.keySet().stream()
                            .flatMap(id -> views.refreshes(id, before, before.plusSeconds(100_000)).stream())
                            .filter(run -> run.finishedAt().isEmpty())
                            .toList());
        }
    }

    private void leaveNothingBehind() {
        RelationId first = lake.id(database, "v1");
        mustBeRefused("v1 can be dropped under v2", () -> views.drop(ACTOR, first));
        mustBeRefused("orders can be dropped under v1", () -> views.checkDrop(sources.id("orders")));
        List<RelationId> all = new ArrayList<>(questions.keySet());
        List<String> uids =
                all.stream().map(id -> views.get(id).definition().uid()).toList();
        for (RelationId id : all.reversed()) {
            views.drop(ACTOR, id);
        }
        boolean noJobs =
                Lake.eventually(PATIENCE, () -> lake.runningJobs(database).isEmpty());
        if (!noJobs) {
            throw new AssertionError("Jobs of dropped views: " + lake.runningJobs(database));
        }
        for (String table : ShiftingTables.TABLES) {
            List<?> left = lake.warehouse.consumers(sources.id(table));
            List<?> tags = lake.warehouse.tags(sources.id(table));
            if (!left.isEmpty() || !tags.isEmpty()) {
                throw new AssertionError("Left behind at " + table + ": " + left + tags);
            }
        }
        for (String uid : uids) {
            List<?> savepoints = lake.stateFiles.savepoints(lake.stateFiles.savepointFolder(uid));
            if (!savepoints.isEmpty()) {
                throw new AssertionError("Savepoints of dropped views: " + savepoints);
            }
        }
    }

    private static void mustBeRefused(String otherwise, Runnable act) {
        try {
            act.run();
        } catch (ProblemException refused) {
            if (refused.problem().code() == ErrorCode.INVALID_REQUEST) {
                return;
            }
            throw refused;
        }
        throw new AssertionError(otherwise);
    }

    // ---- birth and death -----------------------------------------------------------------------

    private DataSource emptyLedger() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + database + "_" + ledgers++ + ";DB_CLOSE_DELAY=-1");
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return source;
    }

    private MaterializedViews born() {
        Warehouse warehouse = lake.warehouseOf(database);
        Surroundings surroundings = mortality.wrap(Surroundings.class, new Surroundings() {
            @Override
            public Engine engine() {
                return lake.engine;
            }

            @Override
            public Jobs jobs() {
                return lake.jobs;
            }

            @Override
            public StateFiles stateFiles() {
                return lake.stateFiles;
            }

            @Override
            public Warehouse warehouse(String catalog) {
                return warehouse;
            }

            @Override
            public List<Warehouse> warehouses() {
                return List.of(warehouse);
            }

            @Override
            public SessionSettings sessionSettings() {
                return lake.sessionSettings();
            }
        });
        MaterializedViews born =
                new MaterializedViews(surroundings, mortality.wrap(DataSource.class, ledger), InstantSource.system());
        born.start();
        return born;
    }

    private RelationId any() {
        List<RelationId> all = List.copyOf(questions.keySet());
        return all.get(random.nextInt(all.size()));
    }

    private Question question(RelationId id) {
        Question question = questions.get(id);
        if (question == null) {
            throw new IllegalArgumentException(id.toString());
        }
        return question;
    }

    @Override
    public void close() {
        views.close();
        graves.forEach(Mortality::bury);
    }
}
