package io.streamhouse.store;

import static io.streamhouse.store.schema.Tables.VIEW_FRESHNESS_OVERRIDE;
import static io.streamhouse.store.schema.Tables.VIEW_LEDGER;
import static io.streamhouse.store.schema.Tables.VIEW_REFRESH;
import static io.streamhouse.store.schema.Tables.VIEW_SWITCH;
import static io.streamhouse.store.schema.Tables.VIEW_SWITCH_STEP;
import static io.streamhouse.store.schema.Tables.VIEW_VERSION;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.store.schema.tables.records.ViewLedgerRecord;
import io.streamhouse.store.schema.tables.records.ViewRefreshRecord;
import io.streamhouse.store.schema.tables.records.ViewSwitchRecord;
import io.streamhouse.store.schema.tables.records.ViewVersionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The ledger's tables. Each call is one transaction. */
public final class Ledger {

    /** Versions kept of a view: enough for the views that read it to find the one they read. */
    private static final int VERSIONS_KEPT = 100;

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final DSLContext db;

    public Ledger(DataSource store) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.db = DSL.using(store, SQLDialect.H2);
    }

    public List<LedgerView> views() {
        return db.selectFrom(VIEW_LEDGER).fetch(Ledger::view);
    }

    public void save(LedgerView view) {
        ViewLedgerRecord row = new ViewLedgerRecord();
        row.setUid(view.uid());
        row.setRelation(view.relation().toString());
        row.setRevision(view.revision());
        row.setEpoch(view.epoch());
        row.setAttempt(view.attempt());
        row.setHeldMode(view.mode().map(Enum::name).orElse(null));
        row.setSuspended(view.suspended());
        row.setIntent(view.intent().orElse(null));
        row.setJobId(view.job().map(JobId::value).orElse(null));
        row.setResumePath(view.resume().map(ResumePoint::path).orElse(null));
        row.setResumeCheckpoint(view.resume().map(ResumePoint::checkpointId).orElse(null));
        row.setResumeSavepoint(view.resume().map(ResumePoint::savepoint).orElse(false));
        row.setStreamIdentifier(view.streamIdentifier());
        row.setContent(view.content().name());
        row.setPlannedQuery(view.query().orElse(null));
        row.setFailures(view.failures());
        row.setFailedAt(at(view.failedAt()));
        row.setProblemCode(code(view.problem()));
        row.setProblem(what(view.problem()));
        row.setProblemNextStep(nextStep(view.problem()));
        row.setRestingSince(at(view.restingSince()));
        row.setCreatedAt(at(view.createdAt()));
        db.mergeInto(VIEW_LEDGER)
                .using(DSL.selectOne())
                .on(VIEW_LEDGER.UID.eq(view.uid()))
                .whenMatchedThenUpdate()
                .set(row)
                .whenNotMatchedThenInsert()
                .set(row)
                .execute();
    }

    /** Forgets a view and all its history. */
    public void forget(String uid) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.deleteFrom(VIEW_SWITCH_STEP)
                    .where(VIEW_SWITCH_STEP.SWITCH_ID.in(
                            DSL.select(VIEW_SWITCH.ID).from(VIEW_SWITCH).where(VIEW_SWITCH.UID.eq(uid))))
                    .execute();
            in.deleteFrom(VIEW_SWITCH).where(VIEW_SWITCH.UID.eq(uid)).execute();
            in.deleteFrom(VIEW_REFRESH).where(VIEW_REFRESH.UID.eq(uid)).execute();
            in.deleteFrom(VIEW_VERSION).where(VIEW_VERSION.UID.eq(uid)).execute();
            in.deleteFrom(VIEW_FRESHNESS_OVERRIDE)
                    .where(VIEW_FRESHNESS_OVERRIDE.UID.eq(uid))
                    .execute();
            DecisionLedger.forget(in, uid);
            in.deleteFrom(VIEW_LEDGER).where(VIEW_LEDGER.UID.eq(uid)).execute();
        });
    }

    /** Records a version, in place of one with the same snapshot id; the oldest ones are forgotten. */
    public void record(LedgerVersion version) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.deleteFrom(VIEW_VERSION)
                    .where(VIEW_VERSION.UID.eq(version.uid()))
                    .and(VIEW_VERSION
                            .SNAPSHOT
                            .ge(version.snapshot())
                            .or(VIEW_VERSION.SNAPSHOT.lt(version.snapshot() - VERSIONS_KEPT)))
                    .execute();
            in.insertInto(VIEW_VERSION)
                    .set(VIEW_VERSION.UID, version.uid())
                    .set(VIEW_VERSION.SNAPSHOT, version.snapshot())
                    .set(VIEW_VERSION.EPOCH, version.epoch())
                    .set(VIEW_VERSION.IDENTIFIER, version.identifier())
                    .set(VIEW_VERSION.KIND, version.full() ? "FULL" : "STREAM")
                    .set(VIEW_VERSION.POSITIONS, reads(version.reads()))
                    .set(VIEW_VERSION.ROOTS, rootsText(version))
                    .set(VIEW_VERSION.RECORDED_AT, at(version.recordedAt()))
                    .execute();
        });
    }

    /** Ends the refreshes of a view that a process asked for or began which is gone. */
    public void endUnfinished(String uid, Problem why, Instant at) {
        db.update(VIEW_REFRESH)
                .set(VIEW_REFRESH.STATE, "CANCELLED")
                .set(VIEW_REFRESH.FINISHED_AT, at(at))
                .set(VIEW_REFRESH.PROBLEM_CODE, why.code().name())
                .set(VIEW_REFRESH.PROBLEM, why.what())
                .set(VIEW_REFRESH.PROBLEM_NEXT_STEP, why.nextStep().orElse(null))
                .where(VIEW_REFRESH.UID.eq(uid))
                .and(VIEW_REFRESH.FINISHED_AT.isNull())
                .execute();
    }

    /** The recorded versions of a view, newest first. */
    public List<LedgerVersion> versions(String uid) {
        return db.selectFrom(VIEW_VERSION)
                .where(VIEW_VERSION.UID.eq(uid))
                .orderBy(VIEW_VERSION.SNAPSHOT.desc())
                .fetch(Ledger::version);
    }

    /** Records what is known by now of the roots of a version that was recorded already. */
    public void roots(LedgerVersion version) {
        db.update(VIEW_VERSION)
                .set(VIEW_VERSION.ROOTS, rootsText(version))
                .where(VIEW_VERSION.UID.eq(version.uid()))
                .and(VIEW_VERSION.SNAPSHOT.eq(version.snapshot()))
                .execute();
    }

    private static String rootsText(LedgerVersion version) {
        return reads(version.roots().entrySet().stream()
                .map(root -> new LedgerVersion.Read(root.getKey(), root.getValue()))
                .toList());
    }

    /** The newest recorded version whose snapshot is not above {@code snapshot}. */
    public Optional<LedgerVersion> versionAt(String uid, long snapshot) {
        return db.selectFrom(VIEW_VERSION)
                .where(VIEW_VERSION.UID.eq(uid))
                .and(VIEW_VERSION.SNAPSHOT.le(snapshot))
                .orderBy(VIEW_VERSION.SNAPSHOT.desc())
                .limit(1)
                .fetchOptional(Ledger::version);
    }

    public void save(LedgerSwitch change) {
        ViewSwitchRecord row = new ViewSwitchRecord();
        row.setId(change.id().toString());
        row.setUid(change.uid());
        row.setActor(change.actor());
        row.setFromMode(change.from().map(Enum::name).orElse(null));
        row.setToMode(change.to().name());
        row.setBeforeFreshness(change.beforeFreshness());
        row.setBeforeRequested(change.beforeRequested());
        row.setState(change.state());
        row.setReason(change.reason());
        row.setStartedAt(at(change.startedAt()));
        row.setFinishedAt(at(change.finishedAt()));
        row.setProblemCode(code(change.problem()));
        row.setProblem(what(change.problem()));
        row.setProblemNextStep(nextStep(change.problem()));
        db.mergeInto(VIEW_SWITCH)
                .using(DSL.selectOne())
                .on(VIEW_SWITCH.ID.eq(row.getId()))
                .whenMatchedThenUpdate()
                .set(row)
                .whenNotMatchedThenInsert()
                .set(row)
                .execute();
    }

    /** Writes a step of a switch, in place of what was written of it before. */
    public void save(UUID change, LedgerSwitch.Step step) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.deleteFrom(VIEW_SWITCH_STEP)
                    .where(VIEW_SWITCH_STEP.SWITCH_ID.eq(change.toString()))
                    .and(VIEW_SWITCH_STEP.ORDINAL.eq(step.ordinal()))
                    .execute();
            in.insertInto(VIEW_SWITCH_STEP)
                    .set(VIEW_SWITCH_STEP.SWITCH_ID, change.toString())
                    .set(VIEW_SWITCH_STEP.ORDINAL, step.ordinal())
                    .set(VIEW_SWITCH_STEP.NAME, step.name())
                    .set(VIEW_SWITCH_STEP.STATE, step.state())
                    .set(VIEW_SWITCH_STEP.STARTED_AT, at(step.startedAt()))
                    .set(VIEW_SWITCH_STEP.FINISHED_AT, at(step.finishedAt()))
                    .set(VIEW_SWITCH_STEP.DETAIL, step.detail().orElse(null))
                    .execute();
        });
    }

    /** Switches of a view with their steps, newest first. */
    public List<LedgerSwitch> switches(String uid, int limit) {
        List<ViewSwitchRecord> rows = db.selectFrom(VIEW_SWITCH)
                .where(VIEW_SWITCH.UID.eq(uid))
                .orderBy(VIEW_SWITCH.STARTED_AT.desc())
                .limit(limit)
                .fetch();
        Map<String, List<LedgerSwitch.Step>> steps = new LinkedHashMap<>();
        db.selectFrom(VIEW_SWITCH_STEP)
                .where(VIEW_SWITCH_STEP.SWITCH_ID.in(
                        rows.stream().map(ViewSwitchRecord::getId).toList()))
                .orderBy(VIEW_SWITCH_STEP.ORDINAL)
                .forEach(step -> steps.computeIfAbsent(step.getSwitchId(), id -> new ArrayList<>())
                        .add(new LedgerSwitch.Step(
                                step.getOrdinal(),
                                step.getName(),
                                step.getState(),
                                step.getStartedAt().toInstant(),
                                instant(step.getFinishedAt()),
                                Optional.ofNullable(step.getDetail()))));
        return rows.stream()
                .map(row -> new LedgerSwitch(
                        UUID.fromString(row.getId()),
                        row.getUid(),
                        row.getActor(),
                        mode(row.getFromMode()),
                        RefreshMode.valueOf(row.getToMode()),
                        row.getBeforeFreshness(),
                        row.getBeforeRequested(),
                        row.getState(),
                        row.getReason(),
                        row.getStartedAt().toInstant(),
                        instant(row.getFinishedAt()),
                        problem(row.getProblemCode(), row.getProblem(), row.getProblemNextStep()),
                        steps.getOrDefault(row.getId(), List.of())))
                .toList();
    }

    public void save(LedgerRefresh refresh) {
        ViewRefreshRecord row = new ViewRefreshRecord();
        row.setId(refresh.id().toString());
        row.setUid(refresh.uid());
        row.setCause(refresh.trigger());
        row.setState(refresh.state());
        row.setRefreshAction(refresh.action().orElse(null));
        row.setRefreshMode(refresh.mode().name());
        row.setStartedAt(at(refresh.startedAt()));
        row.setFinishedAt(at(refresh.finishedAt()));
        row.setDataTimestamp(at(refresh.dataTimestamp()));
        row.setRowsRead(refresh.rowsRead().isPresent() ? refresh.rowsRead().getAsLong() : null);
        row.setRowsWritten(
                refresh.rowsWritten().isPresent() ? refresh.rowsWritten().getAsLong() : null);
        row.setJobId(refresh.job().map(JobId::value).orElse(null));
        row.setProblemCode(code(refresh.problem()));
        row.setProblem(what(refresh.problem()));
        row.setProblemNextStep(nextStep(refresh.problem()));
        row.setReason(refresh.reason().orElse(null));
        refresh.usage().ifPresent(usage -> set(row, usage));
        row.setBaseRows(refresh.baseRows().isPresent() ? refresh.baseRows().getAsLong() : null);
        db.mergeInto(VIEW_REFRESH)
                .using(DSL.selectOne())
                .on(VIEW_REFRESH.ID.eq(row.getId()))
                .whenMatchedThenUpdate()
                .set(row)
                .whenNotMatchedThenInsert()
                .set(row)
                .execute();
    }

    private static void set(ViewRefreshRecord row, LedgerUsage usage) {
        row.setCpuMillis(usage.cpu().toMillis());
        row.setCompactionCpuMillis(usage.compactionCpu().toMillis());
        row.setSlotMillis(usage.slotTime().toMillis());
        row.setBytesRead(usage.bytesRead());
        row.setBytesWritten(usage.bytesWritten());
        row.setRequests(usage.requests());
        row.setCheckpointBytes(usage.checkpointBytes());
    }

    /** Refreshes that started in the time from {@code from} until before {@code to}, newest first. */
    public List<LedgerRefresh> refreshes(String uid, Instant from, Instant to, int limit) {
        return db.selectFrom(VIEW_REFRESH)
                .where(VIEW_REFRESH.UID.eq(uid))
                .and(VIEW_REFRESH.STARTED_AT.ge(at(within(from))))
                .and(VIEW_REFRESH.STARTED_AT.lt(at(within(to))))
                .orderBy(VIEW_REFRESH.STARTED_AT.desc())
                .limit(limit)
                .fetch(Ledger::refresh);
    }

    /** How long the latest successful refreshes in a mode took, longest first. */
    public List<Duration> durations(String uid, RefreshMode mode, int limit) {
        List<Duration> durations = new ArrayList<>();
        db.selectFrom(VIEW_REFRESH)
                .where(VIEW_REFRESH.UID.eq(uid))
                .and(VIEW_REFRESH.REFRESH_MODE.eq(mode.name()))
                .and(VIEW_REFRESH.STATE.eq("SUCCEEDED"))
                .and(VIEW_REFRESH.REFRESH_ACTION.in("INCREMENTAL", "FULL"))
                .orderBy(VIEW_REFRESH.STARTED_AT.desc())
                .limit(limit)
                .forEach(row -> durations.add(Duration.between(row.getStartedAt(), row.getFinishedAt())));
        durations.sort((left, right) -> right.compareTo(left));
        return durations;
    }

    /** Forgets refreshes that started before {@code before}. */
    public void forgetRefreshes(Instant before) {
        db.deleteFrom(VIEW_REFRESH)
                .where(VIEW_REFRESH.STARTED_AT.lt(at(before)))
                .execute();
    }

    /** Lets another freshness hold for a while, in place of one that held before. */
    public void override(String uid, String freshness, String actor, Instant until) {
        db.mergeInto(VIEW_FRESHNESS_OVERRIDE)
                .using(DSL.selectOne())
                .on(VIEW_FRESHNESS_OVERRIDE.UID.eq(uid))
                .whenMatchedThenUpdate()
                .set(VIEW_FRESHNESS_OVERRIDE.FRESHNESS, freshness)
                .set(VIEW_FRESHNESS_OVERRIDE.ACTOR, actor)
                .set(VIEW_FRESHNESS_OVERRIDE.UNTIL, at(until))
                .whenNotMatchedThenInsert()
                .set(VIEW_FRESHNESS_OVERRIDE.UID, uid)
                .set(VIEW_FRESHNESS_OVERRIDE.FRESHNESS, freshness)
                .set(VIEW_FRESHNESS_OVERRIDE.ACTOR, actor)
                .set(VIEW_FRESHNESS_OVERRIDE.UNTIL, at(until))
                .execute();
    }

    /** Has a view's own freshness hold again. */
    public void endOverride(String uid) {
        db.deleteFrom(VIEW_FRESHNESS_OVERRIDE)
                .where(VIEW_FRESHNESS_OVERRIDE.UID.eq(uid))
                .execute();
    }

    /** What holds instead of views' own freshness at {@code now}; what held before is forgotten. */
    public List<LedgerOverride> overrides(Instant now) {
        db.deleteFrom(VIEW_FRESHNESS_OVERRIDE)
                .where(VIEW_FRESHNESS_OVERRIDE.UNTIL.le(at(now)))
                .execute();
        return db.selectFrom(VIEW_FRESHNESS_OVERRIDE)
                .fetch(row -> new LedgerOverride(
                        row.getUid(),
                        row.getFreshness(),
                        row.getActor(),
                        row.getUntil().toInstant()));
    }

    private static LedgerView view(ViewLedgerRecord row) {
        return new LedgerView(
                row.getUid(),
                RelationId.parse(row.getRelation()),
                row.getRevision(),
                row.getEpoch(),
                row.getAttempt(),
                mode(row.getHeldMode()),
                row.getSuspended(),
                Optional.ofNullable(row.getIntent()),
                Optional.ofNullable(row.getJobId()).map(JobId::new),
                Optional.ofNullable(row.getResumePath())
                        .map(path -> new ResumePoint(path, row.getResumeCheckpoint(), row.getResumeSavepoint())),
                row.getStreamIdentifier(),
                LedgerView.Content.valueOf(row.getContent()),
                Optional.ofNullable(row.getPlannedQuery()),
                row.getFailures(),
                instant(row.getFailedAt()),
                problem(row.getProblemCode(), row.getProblem(), row.getProblemNextStep()),
                instant(row.getRestingSince()),
                row.getCreatedAt().toInstant());
    }

    private static LedgerVersion version(ViewVersionRecord row) {
        Map<RelationId, Long> roots = new LinkedHashMap<>();
        reads(row.getRoots()).forEach(read -> roots.put(read.relation(), read.next()));
        return new LedgerVersion(
                row.getUid(),
                row.getSnapshot(),
                row.getEpoch(),
                row.getIdentifier(),
                row.getKind().equals("FULL"),
                reads(row.getPositions()),
                roots,
                row.getRecordedAt().toInstant());
    }

    private static LedgerRefresh refresh(ViewRefreshRecord row) {
        return new LedgerRefresh(
                UUID.fromString(row.getId()),
                row.getUid(),
                row.getCause(),
                row.getState(),
                Optional.ofNullable(row.getRefreshAction()),
                RefreshMode.valueOf(row.getRefreshMode()),
                row.getStartedAt().toInstant(),
                instant(row.getFinishedAt()),
                instant(row.getDataTimestamp()),
                number(row.getRowsRead()),
                number(row.getRowsWritten()),
                Optional.ofNullable(row.getJobId()).map(JobId::new),
                problem(row.getProblemCode(), row.getProblem(), row.getProblemNextStep()),
                Optional.ofNullable(row.getReason()),
                usage(row),
                number(row.getBaseRows()));
    }

    private static Optional<LedgerUsage> usage(ViewRefreshRecord row) {
        return row.getCpuMillis() == null
                ? Optional.empty()
                : Optional.of(new LedgerUsage(
                        Duration.ofMillis(row.getCpuMillis()),
                        Duration.ofMillis(number(row.getCompactionCpuMillis()).orElse(0)),
                        Duration.ofMillis(number(row.getSlotMillis()).orElse(0)),
                        number(row.getBytesRead()).orElse(0),
                        number(row.getBytesWritten()).orElse(0),
                        number(row.getRequests()).orElse(0),
                        number(row.getCheckpointBytes()).orElse(0)));
    }

    /** One line a position: its number, a space, the relation. */
    private static String reads(List<LedgerVersion.Read> reads) {
        return reads.stream().map(read -> read.next() + " " + read.relation()).collect(Collectors.joining("\n"));
    }

    private static List<LedgerVersion.Read> reads(String text) {
        return text.lines()
                .map(line -> {
                    int space = line.indexOf(' ');
                    return new LedgerVersion.Read(
                            RelationId.parse(line.substring(space + 1)), Long.parseLong(line.substring(0, space)));
                })
                .toList();
    }

    private static OptionalLong number(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Optional<RefreshMode> mode(@Nullable String name) {
        return Optional.ofNullable(name).map(RefreshMode::valueOf);
    }

    /** The nearest instant that the database can hold. */
    private static Instant within(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.isAfter(LATEST) ? LATEST : instant;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime at(Optional<Instant> instant) {
        return instant.map(Ledger::at).orElse(null);
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime value) {
        return Optional.ofNullable(value).map(OffsetDateTime::toInstant);
    }

    private static @Nullable String code(Optional<Problem> problem) {
        return problem.map(it -> it.code().name()).orElse(null);
    }

    private static @Nullable String what(Optional<Problem> problem) {
        return problem.map(Problem::what).orElse(null);
    }

    private static @Nullable String nextStep(Optional<Problem> problem) {
        return problem.flatMap(Problem::nextStep).orElse(null);
    }

    private static Optional<Problem> problem(@Nullable String code, @Nullable String what, @Nullable String nextStep) {
        return code == null || what == null
                ? Optional.empty()
                : Optional.of(
                        new Problem(ErrorCode.valueOf(code), what, Optional.empty(), Optional.ofNullable(nextStep)));
    }
}
