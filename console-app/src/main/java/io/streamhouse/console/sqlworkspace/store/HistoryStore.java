package io.streamhouse.console.sqlworkspace.store;

import static io.streamhouse.console.documents.store.schema.Tables.STATEMENT_HISTORY;

import io.streamhouse.console.documents.store.schema.tables.records.StatementHistoryRecord;
import io.streamhouse.console.sqlworkspace.HistoryEntry;
import io.streamhouse.console.sqlworkspace.HistoryOutcome;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** Statements that were run, in H2. */
@Repository
public class HistoryStore {

    private final DSLContext db;

    HistoryStore(DSLContext db) {
        this.db = db;
    }

    /** @return the entry's id */
    public long insert(
            Actor actor,
            String statement,
            ExecutionMode mode,
            String connection,
            Namespace namespace,
            Instant startedAt) {
        StatementHistoryRecord row = db.newRecord(STATEMENT_HISTORY);
        row.setActor(actor.name());
        row.setStatement(statement);
        row.setExecutionMode(mode.name());
        row.setEngine(connection);
        row.setCatalogName(namespace.catalog().orElse(null));
        row.setDatabaseName(namespace.database().orElse(null));
        row.setStartedAt(utc(startedAt));
        row.setOutcome(HistoryOutcome.RUNNING.name());
        row.store();
        return row.getId();
    }

    public void finish(
            long id,
            HistoryOutcome outcome,
            Optional<Long> rows,
            Optional<JobId> job,
            Optional<ErrorCode> code,
            Optional<String> problem,
            Instant at) {
        db.update(STATEMENT_HISTORY)
                .set(STATEMENT_HISTORY.OUTCOME, outcome.name())
                .set(STATEMENT_HISTORY.FINISHED_AT, utc(at))
                .set(STATEMENT_HISTORY.ROW_COUNT, rows.orElse(null))
                .set(STATEMENT_HISTORY.JOB_ID, job.map(JobId::value).orElse(null))
                .set(STATEMENT_HISTORY.PROBLEM_CODE, code.map(Enum::name).orElse(null))
                .set(STATEMENT_HISTORY.PROBLEM, problem.orElse(null))
                .where(STATEMENT_HISTORY.ID.eq(id))
                .execute();
    }

    public List<HistoryEntry> find(Actor actor, String search, int limit) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(STATEMENT_HISTORY.ACTOR.eq(actor.name()));
        for (String word : search.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                conditions.add(STATEMENT_HISTORY.STATEMENT.containsIgnoreCase(word));
            }
        }
        return db.selectFrom(STATEMENT_HISTORY)
                .where(conditions)
                .orderBy(STATEMENT_HISTORY.ID.desc())
                .limit(limit)
                .fetch(HistoryStore::entry);
    }

    public void interruptRunning(Instant at) {
        db.update(STATEMENT_HISTORY)
                .set(STATEMENT_HISTORY.OUTCOME, HistoryOutcome.INTERRUPTED.name())
                .set(STATEMENT_HISTORY.FINISHED_AT, utc(at))
                .where(STATEMENT_HISTORY.OUTCOME.eq(HistoryOutcome.RUNNING.name()))
                .execute();
    }

    /** Forgets what is older than {@code oldest}, and all but the latest {@code most}. */
    public void prune(Instant oldest, int most) {
        db.deleteFrom(STATEMENT_HISTORY)
                .where(STATEMENT_HISTORY.STARTED_AT.lt(utc(oldest)))
                .execute();
        db.select(STATEMENT_HISTORY.ID)
                .from(STATEMENT_HISTORY)
                .orderBy(STATEMENT_HISTORY.ID.desc())
                .offset(most)
                .limit(1)
                .fetchOptional(STATEMENT_HISTORY.ID)
                .ifPresent(last -> db.deleteFrom(STATEMENT_HISTORY)
                        .where(STATEMENT_HISTORY.ID.le(last))
                        .execute());
    }

    public void clear(Actor actor) {
        db.deleteFrom(STATEMENT_HISTORY)
                .where(STATEMENT_HISTORY.ACTOR.eq(actor.name()))
                .and(STATEMENT_HISTORY.OUTCOME.ne(HistoryOutcome.RUNNING.name()))
                .execute();
    }

    private static HistoryEntry entry(StatementHistoryRecord row) {
        return new HistoryEntry(
                row.getId(),
                new Actor(row.getActor()),
                row.getStatement(),
                ExecutionMode.valueOf(row.getExecutionMode()),
                row.getEngine(),
                new Namespace(Optional.ofNullable(row.getCatalogName()), Optional.ofNullable(row.getDatabaseName())),
                row.getStartedAt().toInstant(),
                Optional.ofNullable(row.getFinishedAt()).map(OffsetDateTime::toInstant),
                HistoryOutcome.valueOf(row.getOutcome()),
                Optional.ofNullable(row.getRowCount()),
                Optional.ofNullable(row.getJobId()).map(JobId::new),
                Optional.ofNullable(row.getProblemCode()).map(ErrorCode::valueOf),
                Optional.ofNullable(row.getProblem()));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
