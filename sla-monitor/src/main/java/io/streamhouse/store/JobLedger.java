package io.streamhouse.store;

import static io.streamhouse.store.schema.Tables.MANAGED_JOB;
import static io.streamhouse.store.schema.Tables.MANAGED_JOB_OPTION;
import static io.streamhouse.store.schema.Tables.MANAGED_JOB_PREPARATION;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.store.schema.tables.records.ManagedJobRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The ledger of streaming statements that are cared for. Each call is one transaction. */
public final class JobLedger {

    private final DSLContext db;

    public JobLedger(DataSource store) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.db = DSL.using(store, SQLDialect.H2);
    }

    /** All of them, the latest submitted first. */
    public List<LedgerJob> jobs() {
        return db.selectFrom(MANAGED_JOB)
                .orderBy(MANAGED_JOB.SUBMITTED_AT.desc(), MANAGED_JOB.UID)
                .fetch(this::job);
    }

    /** Writes a statement that is not known yet. */
    public void add(LedgerJob job) {
        LedgerJob.Origin origin = job.origin();
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.insertInto(MANAGED_JOB).set(row(job)).execute();
            origin.configuration()
                    .forEach((key, value) -> in.insertInto(MANAGED_JOB_OPTION)
                            .set(MANAGED_JOB_OPTION.UID, job.uid())
                            .set(MANAGED_JOB_OPTION.OPTION_KEY, key)
                            .set(MANAGED_JOB_OPTION.OPTION_VALUE, value)
                            .execute());
            for (int ordinal = 0; ordinal < origin.preparations().size(); ordinal++) {
                LedgerJob.Preparation preparation = origin.preparations().get(ordinal);
                in.insertInto(MANAGED_JOB_PREPARATION)
                        .set(MANAGED_JOB_PREPARATION.UID, job.uid())
                        .set(MANAGED_JOB_PREPARATION.ORDINAL, ordinal)
                        .set(MANAGED_JOB_PREPARATION.STATEMENT, preparation.statement())
                        .set(
                                MANAGED_JOB_PREPARATION.CATALOG_NAME,
                                preparation.catalog().orElse(null))
                        .set(
                                MANAGED_JOB_PREPARATION.DATABASE_NAME,
                                preparation.database().orElse(null))
                        .execute();
            }
        });
    }

    /** Writes an option of a statement's session, in place of the one of that name. */
    public void configure(String uid, String key, String value) {
        db.mergeInto(MANAGED_JOB_OPTION)
                .using(db.selectOne())
                .on(MANAGED_JOB_OPTION.UID.eq(uid).and(MANAGED_JOB_OPTION.OPTION_KEY.eq(key)))
                .whenMatchedThenUpdate()
                .set(MANAGED_JOB_OPTION.OPTION_VALUE, value)
                .whenNotMatchedThenInsert()
                .set(MANAGED_JOB_OPTION.UID, uid)
                .set(MANAGED_JOB_OPTION.OPTION_KEY, key)
                .set(MANAGED_JOB_OPTION.OPTION_VALUE, value)
                .execute();
    }

    /** Writes what has changed; the statement itself never does. */
    public void save(LedgerJob job) {
        db.update(MANAGED_JOB)
                .set(row(job))
                .where(MANAGED_JOB.UID.eq(job.uid()))
                .execute();
    }

    /** Forgets a statement, and the secrets with it. */
    public void forget(String uid) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.deleteFrom(MANAGED_JOB_PREPARATION)
                    .where(MANAGED_JOB_PREPARATION.UID.eq(uid))
                    .execute();
            in.deleteFrom(MANAGED_JOB_OPTION)
                    .where(MANAGED_JOB_OPTION.UID.eq(uid))
                    .execute();
            in.deleteFrom(MANAGED_JOB).where(MANAGED_JOB.UID.eq(uid)).execute();
        });
    }

    private static ManagedJobRecord row(LedgerJob job) {
        LedgerJob.Origin origin = job.origin();
        ManagedJobRecord row = new ManagedJobRecord();
        row.setUid(job.uid());
        row.setConnection(job.connection());
        row.setActor(origin.actor().name());
        row.setStatement(origin.statement());
        row.setCatalogName(origin.catalog().orElse(null));
        row.setDatabaseName(origin.database().orElse(null));
        row.setSubmittedAt(utc(origin.submittedAt()));
        row.setWish(job.wish().name());
        row.setWishedBy(job.wishedBy().name());
        row.setWishedAt(utc(job.wishedAt()));
        row.setEpoch(job.epoch());
        row.setAttempt(job.attempt());
        row.setJobId(job.job().map(JobId::value).orElse(null));
        row.setSeen(job.seen());
        row.setPlaced(job.placed());
        row.setEarlierJob(job.earlier().map(JobId::value).orElse(null));
        row.setResumePath(job.resume().map(ResumePoint::path).orElse(null));
        row.setResumeCheckpoint(job.resume().map(ResumePoint::checkpointId).orElse(null));
        row.setResumeSavepoint(job.resume().map(ResumePoint::savepoint).orElse(false));
        row.setOldestUsable(job.oldestUsable());
        row.setUnnamed(job.unnamed());
        row.setPlanHash(job.plan().orElse(null));
        row.setHindrance(job.hindrance().name());
        row.setFailures(job.failures());
        row.setFailedAt(job.failedAt().map(JobLedger::utc).orElse(null));
        row.setProblemCode(job.problem().map(it -> it.code().name()).orElse(null));
        row.setProblem(job.problem().map(Problem::what).orElse(null));
        row.setProblemNextStep(job.problem().flatMap(Problem::nextStep).orElse(null));
        return row;
    }

    private LedgerJob job(ManagedJobRecord row) {
        return new LedgerJob(
                row.getUid(),
                row.getConnection(),
                new LedgerJob.Origin(
                        new Actor(row.getActor()),
                        row.getStatement(),
                        preparations(row.getUid()),
                        Optional.ofNullable(row.getCatalogName()),
                        Optional.ofNullable(row.getDatabaseName()),
                        configuration(row.getUid()),
                        row.getSubmittedAt().toInstant()),
                LedgerJob.Wish.valueOf(row.getWish()),
                new Actor(row.getWishedBy()),
                row.getWishedAt().toInstant(),
                row.getEpoch(),
                row.getAttempt(),
                Optional.ofNullable(row.getJobId()).map(JobId::new),
                row.getSeen(),
                row.getPlaced(),
                Optional.ofNullable(row.getEarlierJob()).map(JobId::new),
                Optional.ofNullable(row.getResumePath())
                        .map(path -> new ResumePoint(path, row.getResumeCheckpoint(), row.getResumeSavepoint())),
                row.getOldestUsable(),
                row.getUnnamed(),
                Optional.ofNullable(row.getPlanHash()),
                LedgerJob.Hindrance.valueOf(row.getHindrance()),
                row.getFailures(),
                Optional.ofNullable(row.getFailedAt()).map(OffsetDateTime::toInstant),
                problem(row));
    }

    private static Optional<Problem> problem(ManagedJobRecord row) {
        return Optional.ofNullable(row.getProblemCode())
                .map(code -> new Problem(
                        ErrorCode.valueOf(code),
                        row.getProblem(),
                        Optional.empty(),
                        Optional.ofNullable(row.getProblemNextStep())));
    }

    private List<LedgerJob.Preparation> preparations(String uid) {
        return db.selectFrom(MANAGED_JOB_PREPARATION)
                .where(MANAGED_JOB_PREPARATION.UID.eq(uid))
                .orderBy(MANAGED_JOB_PREPARATION.ORDINAL)
                .fetch(row -> new LedgerJob.Preparation(
                        row.getStatement(),
                        Optional.ofNullable(row.getCatalogName()),
                        Optional.ofNullable(row.getDatabaseName())));
    }

    private Map<String, String> configuration(String uid) {
        return db.selectFrom(MANAGED_JOB_OPTION)
                .where(MANAGED_JOB_OPTION.UID.eq(uid))
                .fetchMap(MANAGED_JOB_OPTION.OPTION_KEY, MANAGED_JOB_OPTION.OPTION_VALUE);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
