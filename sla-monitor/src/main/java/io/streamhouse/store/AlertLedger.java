package io.streamhouse.store;

import static io.streamhouse.store.schema.Tables.ALERT_DELIVERY;
import static io.streamhouse.store.schema.Tables.ALERT_EVENT;

import io.streamhouse.store.schema.tables.records.AlertDeliveryRecord;
import io.streamhouse.store.schema.tables.records.AlertEventRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Alerts that fired and what was sent of them. Keeps the newest of both, and whatever is not over. */
public final class AlertLedger {

    private static final int MOST_EVENTS = 5_000;

    private static final int MOST_DELIVERIES = 2_000;

    private final DSLContext db;
    private final int mostEvents;
    private final int mostDeliveries;

    public AlertLedger(DataSource store) {
        this(store, MOST_EVENTS, MOST_DELIVERIES);
    }

    AlertLedger(DataSource store, int mostEvents, int mostDeliveries) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.db = DSL.using(store, SQLDialect.H2);
        this.mostEvents = mostEvents;
        this.mostDeliveries = mostDeliveries;
    }

    /** Alerts that fire now, the latest begun first. */
    public List<LedgerAlert> open() {
        return events(ALERT_EVENT.ENDED_AT.isNull(), mostEvents);
    }

    /** The latest begun first. */
    public List<LedgerAlert> events(int most) {
        return events(DSL.noCondition(), most);
    }

    private List<LedgerAlert> events(Condition which, int most) {
        return db.selectFrom(ALERT_EVENT)
                .where(which)
                .orderBy(ALERT_EVENT.BEGAN_AT.desc(), ALERT_EVENT.ID)
                .limit(most)
                .fetch(AlertLedger::event);
    }

    public Optional<LedgerAlert> event(UUID id) {
        return db.selectFrom(ALERT_EVENT)
                .where(ALERT_EVENT.ID.eq(id.toString()))
                .fetchOptional(AlertLedger::event);
    }

    /** Writes an alert that began, and forgets the oldest that are over if there are too many. */
    public void begin(LedgerAlert event) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.insertInto(ALERT_EVENT).set(row(event)).execute();
            in.deleteFrom(ALERT_EVENT)
                    .where(
                            ALERT_EVENT.ENDED_AT.isNotNull(),
                            ALERT_EVENT.ID.notIn(in.select(ALERT_EVENT.ID)
                                    .from(ALERT_EVENT)
                                    .orderBy(ALERT_EVENT.BEGAN_AT.desc(), ALERT_EVENT.ID)
                                    .limit(mostEvents)))
                    .execute();
        });
    }

    /** Writes how an alert goes on or how it ended. */
    public void save(LedgerAlert event) {
        db.update(ALERT_EVENT)
                .set(row(event))
                .where(ALERT_EVENT.ID.eq(event.id().toString()))
                .execute();
    }

    /** Messages to be sent, in the order in which they came to be. */
    public List<LedgerDelivery> pending() {
        return db.selectFrom(ALERT_DELIVERY)
                .where(ALERT_DELIVERY.STATE.eq(LedgerDelivery.State.PENDING.name()))
                .orderBy(ALERT_DELIVERY.CREATED_AT, ALERT_DELIVERY.ID)
                .fetch(AlertLedger::delivery);
    }

    /** The newest first. */
    public List<LedgerDelivery> deliveries(int most) {
        return db.selectFrom(ALERT_DELIVERY)
                .orderBy(ALERT_DELIVERY.CREATED_AT.desc(), ALERT_DELIVERY.ID)
                .limit(most)
                .fetch(AlertLedger::delivery);
    }

    /** Writes a message to be sent, and forgets the oldest that are over if there are too many. */
    public void add(LedgerDelivery delivery) {
        db.transaction(transaction -> {
            DSLContext in = transaction.dsl();
            in.insertInto(ALERT_DELIVERY).set(row(delivery)).execute();
            in.deleteFrom(ALERT_DELIVERY)
                    .where(
                            ALERT_DELIVERY.STATE.ne(LedgerDelivery.State.PENDING.name()),
                            ALERT_DELIVERY.ID.notIn(in.select(ALERT_DELIVERY.ID)
                                    .from(ALERT_DELIVERY)
                                    .orderBy(ALERT_DELIVERY.CREATED_AT.desc(), ALERT_DELIVERY.ID)
                                    .limit(mostDeliveries)))
                    .execute();
        });
    }

    /** Writes what came of an attempt. */
    public void save(LedgerDelivery delivery) {
        db.update(ALERT_DELIVERY)
                .set(row(delivery))
                .where(ALERT_DELIVERY.ID.eq(delivery.id().toString()))
                .execute();
    }

    private static AlertEventRecord row(LedgerAlert event) {
        AlertEventRecord row = new AlertEventRecord();
        row.setId(event.id().toString());
        row.setRuleId(event.rule());
        row.setRuleName(event.ruleName());
        row.setSubject(event.subject());
        row.setMeasure(event.measure());
        row.setBeganAt(utc(event.began()));
        row.setEndedAt(event.ended().map(AlertLedger::utc).orElse(null));
        row.setPeak(event.peak().isPresent() ? event.peak().getAsDouble() : null);
        row.setReason(event.reason());
        row.setEndReason(event.endReason().orElse(null));
        return row;
    }

    private static LedgerAlert event(AlertEventRecord row) {
        Double peak = row.getPeak();
        return new LedgerAlert(
                UUID.fromString(row.getId()),
                row.getRuleId(),
                row.getRuleName(),
                row.getSubject(),
                row.getMeasure(),
                row.getBeganAt().toInstant(),
                Optional.ofNullable(row.getEndedAt()).map(OffsetDateTime::toInstant),
                peak == null ? OptionalDouble.empty() : OptionalDouble.of(peak),
                row.getReason(),
                Optional.ofNullable(row.getEndReason()));
    }

    private static AlertDeliveryRecord row(LedgerDelivery delivery) {
        AlertDeliveryRecord row = new AlertDeliveryRecord();
        row.setId(delivery.id().toString());
        row.setEventId(delivery.event().map(UUID::toString).orElse(null));
        row.setBody(delivery.body());
        row.setState(delivery.state().name());
        row.setAttempts(delivery.attempts());
        row.setOutcome(delivery.outcome());
        row.setCreatedAt(utc(delivery.created()));
        row.setDueAt(utc(delivery.due()));
        return row;
    }

    private static LedgerDelivery delivery(AlertDeliveryRecord row) {
        return new LedgerDelivery(
                UUID.fromString(row.getId()),
                Optional.ofNullable(row.getEventId()).map(UUID::fromString),
                row.getBody(),
                LedgerDelivery.State.valueOf(row.getState()),
                row.getAttempts(),
                row.getOutcome(),
                row.getCreatedAt().toInstant(),
                row.getDueAt().toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
