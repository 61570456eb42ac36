package io.streamhouse.store;

import static io.streamhouse.store.schema.Tables.VIEW_LAG;

import io.streamhouse.store.schema.tables.records.ViewLagRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The table of measured lag. Each call is one transaction. */
public final class LagStore {

    private final DSLContext db;

    public LagStore(DataSource store) {
        this.db = DSL.using(store, SQLDialect.H2);
    }

    /** Writes blocks, each in place of one of the same view, resolution and start. */
    public void save(Collection<LagBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            BatchBindStep old = in.batch(in.deleteFrom(VIEW_LAG)
                    .where(VIEW_LAG.UID.eq(param(VIEW_LAG.UID)))
                    .and(VIEW_LAG.RESOLUTION.eq(param(VIEW_LAG.RESOLUTION)))
                    .and(VIEW_LAG.STARTS.eq(param(VIEW_LAG.STARTS))));
            BatchBindStep now = in.batch(
                    in.insertInto(VIEW_LAG, VIEW_LAG.UID, VIEW_LAG.RESOLUTION, VIEW_LAG.STARTS, VIEW_LAG.STRETCHES)
                            .values(
                                    param(VIEW_LAG.UID),
                                    param(VIEW_LAG.RESOLUTION),
                                    param(VIEW_LAG.STARTS),
                                    param(VIEW_LAG.STRETCHES)));
            for (LagBlock block : blocks) {
                long starts = block.starts().getEpochSecond();
                old = old.bind(block.uid(), block.resolution(), starts);
                now = now.bind(block.uid(), block.resolution(), starts, block.stretches());
            }
            old.execute();
            now.execute();
        });
    }

    private static <T> Param<T> param(Field<T> field) {
        return DSL.param(field.getName(), field.getDataType());
    }

    /** The blocks of a view that start in the time from {@code from} until before {@code before}, oldest first. */
    public List<LagBlock> blocks(String uid, int resolution, Instant from, Instant before) {
        return db.selectFrom(VIEW_LAG)
                .where(VIEW_LAG.UID.eq(uid))
                .and(VIEW_LAG.RESOLUTION.eq(resolution))
                .and(VIEW_LAG.STARTS.ge(from.getEpochSecond()))
                .and(VIEW_LAG.STARTS.lt(before.getEpochSecond()))
                .orderBy(VIEW_LAG.STARTS)
                .fetch(LagStore::block);
    }

    /** Forgets everything about a view. */
    public void forget(String uid) {
        db.deleteFrom(VIEW_LAG).where(VIEW_LAG.UID.eq(uid)).execute();
    }

    /** Forgets the blocks of every view that start before {@code before}. */
    public void forgetBefore(int resolution, Instant before) {
        db.deleteFrom(VIEW_LAG)
                .where(VIEW_LAG.RESOLUTION.eq(resolution))
                .and(VIEW_LAG.STARTS.lt(before.getEpochSecond()))
                .execute();
    }

    /** Forgets the blocks of a view of a resolution that start at {@code from} or later. */
    public void forgetFrom(String uid, int resolution, Instant from) {
        db.deleteFrom(VIEW_LAG)
                .where(VIEW_LAG.UID.eq(uid))
                .and(VIEW_LAG.RESOLUTION.eq(resolution))
                .and(VIEW_LAG.STARTS.ge(from.getEpochSecond()))
                .execute();
    }

    private static LagBlock block(ViewLagRecord row) {
        return new LagBlock(
                row.getUid(), row.getResolution(), Instant.ofEpochSecond(row.getStarts()), row.getStretches());
    }
}
