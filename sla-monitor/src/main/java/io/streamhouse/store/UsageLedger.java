package io.streamhouse.store;

import static io.streamhouse.store.schema.Tables.USAGE_ACCOUNT;
import static io.streamhouse.store.schema.Tables.USAGE_BUCKET;
import static io.streamhouse.store.schema.Tables.USAGE_STORAGE;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.schema.tables.records.UsageBucketRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The tables of usage and storage: minutes for two days, hours for ninety. Each call is one transaction. */
public final class UsageLedger {

    public static final Duration MINUTE = Duration.ofMinutes(1);
    public static final Duration HOUR = Duration.ofHours(1);

    private static final Duration MINUTES_KEPT = Duration.ofDays(2);
    private static final Duration HOURS_KEPT = Duration.ofDays(90);

    /** Whatever is used by whom: more minutes than these are not kept, so that the database stays small. */
    private static final int MINUTES_AT_MOST = 400_000;

    private static final String NO_MODE = "";

    private final DSLContext db;
    private final Map<UsageAccount, Integer> known = new HashMap<>();

    /** @param store a database that holds the tables of {@code db/migration} */
    public UsageLedger(DataSource store) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.db = DSL.using(store, SQLDialect.H2);
    }

    /** Adds what was used in minutes to what is written of those minutes and their hours. */
    public synchronized void add(List<UsageBucket> minutes) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            for (UsageBucket minute : minutes) {
                int account = account(in, minute.account());
                add(in, account, MINUTE, minute);
                add(in, account, HOUR, minute);
            }
        });
    }

    private static void add(DSLContext in, int account, Duration span, UsageBucket more) {
        Instant from = span.equals(HOUR) ? more.from().truncatedTo(ChronoUnit.HOURS) : more.from();
        UsageBucketRecord row = row(account, span, from, more);
        Map<Field<?>, Object> sums = new HashMap<>();
        for (Field<?> field : row.fields()) {
            if (!List.of(USAGE_BUCKET.SPAN, USAGE_BUCKET.ACCOUNT_ID, USAGE_BUCKET.STARTS_AT)
                    .contains(field)) {
                sums.put(field, field.cast(Long.class).add((Long) row.get(field)));
            }
        }
        int there = in.update(USAGE_BUCKET)
                .set(sums)
                .where(USAGE_BUCKET.SPAN.eq(row.getSpan()))
                .and(USAGE_BUCKET.ACCOUNT_ID.eq(account))
                .and(USAGE_BUCKET.STARTS_AT.eq(row.getStartsAt()))
                .execute();
        if (there == 0) {
            in.insertInto(USAGE_BUCKET).set(row).execute();
        }
    }

    private static UsageBucketRecord row(int account, Duration span, Instant from, UsageBucket more) {
        UsageBucketRecord row = new UsageBucketRecord();
        row.setSpan((int) span.toSeconds());
        row.setAccountId(account);
        row.setStartsAt(at(from));
        row.setCpuMicros(micros(more.usage().cpu()));
        row.setCompactionCpuMicros(micros(more.usage().compactionCpu()));
        row.setSlotMillis(more.usage().slotTime().toMillis());
        row.setWorkedMillis(more.worked().toMillis());
        row.setRowsRead(more.rowsRead());
        row.setRowsWritten(more.rowsWritten());
        row.setBytesRead(more.usage().bytesRead());
        row.setBytesWritten(more.usage().bytesWritten());
        row.setRequests(more.usage().requests());
        row.setCheckpointBytes(more.usage().checkpointBytes());
        row.setCommits(more.commits());
        return row;
    }

    private int account(DSLContext in, UsageAccount account) {
        Integer id = known.get(account);
        if (id != null) {
            return id;
        }
        String mode = account.mode().map(Enum::name).orElse(NO_MODE);
        Optional<Integer> there = in.select(USAGE_ACCOUNT.ID)
                .from(USAGE_ACCOUNT)
                .where(USAGE_ACCOUNT.NAME.eq(account.name()))
                .and(USAGE_ACCOUNT.KIND.eq(account.kind().name()))
                .and(USAGE_ACCOUNT.REFRESH_MODE.eq(mode))
                .fetchOptional(USAGE_ACCOUNT.ID);
        int made = there.orElseGet(() -> {
            Integer highest = in.select(DSL.coalesce(DSL.max(USAGE_ACCOUNT.ID), 0))
                    .from(USAGE_ACCOUNT)
                    .fetchSingle()
                    .value1();
            in.insertInto(USAGE_ACCOUNT)
                    .set(USAGE_ACCOUNT.ID, highest + 1)
                    .set(USAGE_ACCOUNT.KIND, account.kind().name())
                    .set(USAGE_ACCOUNT.NAME, account.name())
                    .set(USAGE_ACCOUNT.REFRESH_MODE, mode)
                    .execute();
            return highest + 1;
        });
        known.put(account, made);
        return made;
    }

    /**
     * What every account used in the buckets that start from {@code from} until before {@code to}, oldest first.
     *
     * @param span {@link #MINUTE} or {@link #HOUR}
     */
    public List<UsageBucket> buckets(Duration span, Instant from, Instant to) {
        return buckets(span, from, to, DSL.noCondition());
    }

    /** What a relation used, minute by minute, while it was refreshed in one mode; oldest first. */
    public List<UsageBucket> minutes(RelationId relation, RefreshMode mode, Instant from, Instant to) {
        return buckets(
                MINUTE,
                from,
                to,
                USAGE_ACCOUNT
                        .NAME
                        .eq(relation.toString())
                        .and(USAGE_ACCOUNT.KIND.eq(UsageAccount.Kind.RELATION.name()))
                        .and(USAGE_ACCOUNT.REFRESH_MODE.eq(mode.name())));
    }

    private List<UsageBucket> buckets(Duration span, Instant from, Instant to, Condition which) {
        return db.select(USAGE_ACCOUNT.fields())
                .select(USAGE_BUCKET.fields())
                .from(USAGE_BUCKET)
                .join(USAGE_ACCOUNT)
                .on(USAGE_ACCOUNT.ID.eq(USAGE_BUCKET.ACCOUNT_ID))
                .where(USAGE_BUCKET.SPAN.eq((int) span.toSeconds()))
                .and(USAGE_BUCKET.STARTS_AT.ge(at(from)))
                .and(USAGE_BUCKET.STARTS_AT.lt(at(to)))
                .and(which)
                .orderBy(USAGE_BUCKET.STARTS_AT)
                .fetch(UsageLedger::bucket);
    }

    private static UsageBucket bucket(Record both) {
        UsageBucketRecord row = both.into(USAGE_BUCKET);
        String mode = both.get(USAGE_ACCOUNT.REFRESH_MODE);
        return new UsageBucket(
                new UsageAccount(
                        UsageAccount.Kind.valueOf(both.get(USAGE_ACCOUNT.KIND)),
                        both.get(USAGE_ACCOUNT.NAME),
                        mode.isEmpty() ? Optional.empty() : Optional.of(RefreshMode.valueOf(mode))),
                row.getStartsAt().toInstant(),
                Duration.ofSeconds(row.getSpan()),
                new LedgerUsage(
                        Duration.of(row.getCpuMicros(), ChronoUnit.MICROS),
                        Duration.of(row.getCompactionCpuMicros(), ChronoUnit.MICROS),
                        Duration.ofMillis(row.getSlotMillis()),
                        row.getBytesRead(),
                        row.getBytesWritten(),
                        row.getRequests(),
                        row.getCheckpointBytes()),
                Duration.ofMillis(row.getWorkedMillis()),
                row.getRowsRead(),
                row.getRowsWritten(),
                row.getCommits());
    }

    /** Writes down what tables take up now, in place of what was measured of them before in the same hour. */
    public void record(List<LedgerStorage> measured) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            for (LedgerStorage storage : measured) {
                OffsetDateTime hour = at(storage.measuredAt().truncatedTo(ChronoUnit.HOURS));
                in.deleteFrom(USAGE_STORAGE)
                        .where(USAGE_STORAGE.RELATION.eq(storage.relation().toString()))
                        .and(USAGE_STORAGE.STARTS_AT.eq(hour))
                        .execute();
                in.insertInto(USAGE_STORAGE)
                        .set(USAGE_STORAGE.RELATION, storage.relation().toString())
                        .set(USAGE_STORAGE.STARTS_AT, hour)
                        .set(USAGE_STORAGE.MEASURED_AT, at(storage.measuredAt()))
                        .set(USAGE_STORAGE.LIVE_BYTES, storage.liveBytes())
                        .set(USAGE_STORAGE.HELD_BYTES, storage.heldBytes())
                        .set(USAGE_STORAGE.STATE_BYTES, storage.stateBytes())
                        .execute();
            }
        });
    }

    /** What tables took up in the hours that start from {@code from} until before {@code to}, oldest first. */
    public List<LedgerStorage> storage(Instant from, Instant to) {
        return db.selectFrom(USAGE_STORAGE)
                .where(USAGE_STORAGE.STARTS_AT.ge(at(from)))
                .and(USAGE_STORAGE.STARTS_AT.lt(at(to)))
                .orderBy(USAGE_STORAGE.STARTS_AT)
                .fetch(row -> new LedgerStorage(
                        RelationId.parse(row.getRelation()),
                        row.getMeasuredAt().toInstant(),
                        row.getLiveBytes(),
                        row.getHeldBytes(),
                        row.getStateBytes()));
    }

    /** Forgets what is older than is kept. */
    public synchronized void forget(Instant now) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            drop(in, MINUTE, now.minus(MINUTES_KEPT));
            drop(in, HOUR, now.minus(HOURS_KEPT));
            in.select(USAGE_BUCKET.STARTS_AT)
                    .from(USAGE_BUCKET)
                    .where(USAGE_BUCKET.SPAN.eq((int) MINUTE.toSeconds()))
                    .orderBy(USAGE_BUCKET.STARTS_AT.desc())
                    .offset(MINUTES_AT_MOST)
                    .limit(1)
                    .fetchOptional(USAGE_BUCKET.STARTS_AT)
                    .ifPresent(oldest -> drop(in, MINUTE, oldest.toInstant()));
            in.deleteFrom(USAGE_STORAGE)
                    .where(USAGE_STORAGE.STARTS_AT.lt(at(now.minus(HOURS_KEPT))))
                    .execute();
            in.deleteFrom(USAGE_ACCOUNT)
                    .where(USAGE_ACCOUNT.ID.notIn(
                            DSL.selectDistinct(USAGE_BUCKET.ACCOUNT_ID).from(USAGE_BUCKET)))
                    .execute();
            known.clear();
        });
    }

    private static void drop(DSLContext in, Duration span, Instant before) {
        in.deleteFrom(USAGE_BUCKET)
                .where(USAGE_BUCKET.SPAN.eq((int) span.toSeconds()))
                .and(USAGE_BUCKET.STARTS_AT.lt(at(before)))
                .execute();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
