package io.streamhouse.store;

import static io.streamhouse.store.schema.Tables.VIEW_DECISION;
import static io.streamhouse.store.schema.Tables.VIEW_DECISION_CANDIDATE;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.store.schema.tables.records.ViewDecisionCandidateRecord;
import io.streamhouse.store.schema.tables.records.ViewDecisionRecord;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The tables of choices of mode: the newest ones of each view. Each call is one transaction. */
public final class DecisionLedger {

    /** Kept of a view. */
    private static final int KEPT = 200;

    private final DSLContext db;

    /** @param store a database that holds the tables of {@code db/migration} */
    public DecisionLedger(DataSource store) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.db = DSL.using(store, SQLDialect.H2);
    }

    /** Adds a choice; the oldest ones of its view are forgotten. */
    public void add(LedgerDecision decision) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            String id = UUID.randomUUID().toString();
            ViewDecisionRecord row = new ViewDecisionRecord();
            row.setId(id);
            row.setUid(decision.uid());
            row.setDecidedAt(decision.at().atOffset(ZoneOffset.UTC));
            row.setBeforeMode(decision.before().map(Enum::name).orElse(null));
            row.setChosenMode(decision.chosen().name());
            row.setRequested(decision.requested());
            row.setTargetMillis(decision.target().map(Duration::toMillis).orElse(null));
            row.setReason(decision.why());
            in.insertInto(VIEW_DECISION).set(row).execute();
            int ordinal = 0;
            for (LedgerDecision.Candidate candidate : decision.candidates()) {
                in.insertInto(VIEW_DECISION_CANDIDATE)
                        .set(row(id, ordinal++, candidate))
                        .execute();
            }
            List<String> old = in.select(VIEW_DECISION.ID)
                    .from(VIEW_DECISION)
                    .where(VIEW_DECISION.UID.eq(decision.uid()))
                    .orderBy(VIEW_DECISION.DECIDED_AT.desc())
                    .offset(KEPT)
                    .fetch(VIEW_DECISION.ID);
            forget(in, old);
        });
    }

    private static ViewDecisionCandidateRecord row(String id, int ordinal, LedgerDecision.Candidate candidate) {
        ViewDecisionCandidateRecord row = new ViewDecisionCandidateRecord();
        row.setDecisionId(id);
        row.setOrdinal(ordinal);
        row.setCandidateMode(candidate.mode().name());
        row.setPossible(candidate.possible());
        row.setLagMillis(candidate.lag().map(Duration::toMillis).orElse(null));
        row.setCostPerDay(
                candidate.costPerDay().isPresent() ? candidate.costPerDay().getAsDouble() : null);
        row.setReason(candidate.why());
        return row;
    }

    /** Those of a view, newest first. */
    public List<LedgerDecision> of(String uid, int limit) {
        List<ViewDecisionRecord> rows = db.selectFrom(VIEW_DECISION)
                .where(VIEW_DECISION.UID.eq(uid))
                .orderBy(VIEW_DECISION.DECIDED_AT.desc())
                .limit(limit)
                .fetch();
        Map<String, List<LedgerDecision.Candidate>> candidates = db.selectFrom(VIEW_DECISION_CANDIDATE)
                .where(VIEW_DECISION_CANDIDATE.DECISION_ID.in(
                        rows.stream().map(ViewDecisionRecord::getId).toList()))
                .orderBy(VIEW_DECISION_CANDIDATE.ORDINAL)
                .fetchGroups(VIEW_DECISION_CANDIDATE.DECISION_ID, DecisionLedger::candidate);
        List<LedgerDecision> decisions = new ArrayList<>();
        for (ViewDecisionRecord row : rows) {
            decisions.add(new LedgerDecision(
                    row.getUid(),
                    row.getDecidedAt().toInstant(),
                    Optional.ofNullable(row.getBeforeMode()).map(RefreshMode::valueOf),
                    RefreshMode.valueOf(row.getChosenMode()),
                    row.getRequested(),
                    duration(row.getTargetMillis()),
                    row.getReason(),
                    candidates.getOrDefault(row.getId(), List.of())));
        }
        return decisions;
    }

    private static LedgerDecision.Candidate candidate(ViewDecisionCandidateRecord row) {
        Double cost = row.getCostPerDay();
        return new LedgerDecision.Candidate(
                RefreshMode.valueOf(row.getCandidateMode()),
                row.getPossible(),
                duration(row.getLagMillis()),
                cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost),
                row.getReason());
    }

    /** Forgets those of a view that is gone. */
    public void forget(String uid) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            forget(
                    in,
                    in.select(VIEW_DECISION.ID)
                            .from(VIEW_DECISION)
                            .where(VIEW_DECISION.UID.eq(uid))
                            .fetch(VIEW_DECISION.ID));
        });
    }

    private static void forget(DSLContext in, List<String> ids) {
        if (!ids.isEmpty()) {
            in.deleteFrom(VIEW_DECISION_CANDIDATE)
                    .where(VIEW_DECISION_CANDIDATE.DECISION_ID.in(ids))
                    .execute();
            in.deleteFrom(VIEW_DECISION).where(VIEW_DECISION.ID.in(ids)).execute();
        }
    }

    private static Optional<Duration> duration(@Nullable Long millis) {
        return Optional.ofNullable(millis).map(Duration::ofMillis);
    }
}
