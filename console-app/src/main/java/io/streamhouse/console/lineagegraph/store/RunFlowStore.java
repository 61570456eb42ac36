package io.streamhouse.console.lineagegraph.store;

import static io.streamhouse.console.documents.store.schema.Tables.LINEAGE_STATEMENT;

import io.streamhouse.console.documents.store.schema.tables.records.LineageStatementRecord;
import io.streamhouse.console.lineagegraph.FlowText;
import io.streamhouse.console.lineagegraph.RunFlow;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.Actor;
import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** What statements that were run wrote, in H2. */
@Repository
public class RunFlowStore {

    private final DSLContext db;

    public RunFlowStore(DSLContext db) {
        this.db = db;
    }

    /** The earliest run first. */
    public List<RunFlow> all() {
        return db.selectFrom(LINEAGE_STATEMENT)
                .orderBy(LINEAGE_STATEMENT.RAN_AT, LINEAGE_STATEMENT.ID)
                .fetch(RunFlowStore::read);
    }

    /** Writes it, in place of what the same statement wrote when it was run before. */
    public void save(RunFlow run, Via.Statement by) {
        LineageStatementRecord row = db.newRecord(LINEAGE_STATEMENT);
        row.setTarget(run.target().toString());
        row.setFingerprint(run.fingerprint());
        row.setActor(by.actor().name());
        row.setStatement(by.text());
        row.setRanAt(run.at().atOffset(ZoneOffset.UTC));
        row.setFlow(FlowText.write(run.flow()));
        db.mergeInto(LINEAGE_STATEMENT)
                .using(db.selectOne())
                .on(LINEAGE_STATEMENT.TARGET.eq(run.target().toString()))
                .and(LINEAGE_STATEMENT.FINGERPRINT.eq(run.fingerprint()))
                .whenMatchedThenUpdate()
                .set(row)
                .whenNotMatchedThenInsert()
                .set(row)
                .execute();
    }

    public void delete(RelationId target, String fingerprint) {
        db.deleteFrom(LINEAGE_STATEMENT)
                .where(LINEAGE_STATEMENT.TARGET.eq(target.toString()))
                .and(LINEAGE_STATEMENT.FINGERPRINT.eq(fingerprint))
                .execute();
    }

    private static RunFlow read(LineageStatementRecord row) {
        Instant at = row.getRanAt().toInstant();
        Via via = new Via.Statement(new Actor(row.getActor()), at, row.getStatement());
        return new RunFlow(
                RelationId.parse(row.getTarget()), row.getFingerprint(), at, FlowText.read(row.getFlow(), via));
    }
}
