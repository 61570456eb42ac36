package io.streamhouse.refresh;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.plan.Scan;
import io.streamhouse.store.LedgerVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hands that views have on their sources: one consumer per scan that keeps what the stream has yet to read, and one
 * that keeps what the newest version was made of, so that it can be verified.
 */
final class Holds {

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    /** How often hands that nobody moves are looked after, at least. */
    static final Duration LOOKED_AFTER = Duration.ofMinutes(10);

    private static final String EXPIRATION = "consumer.expiration-time";
    private static final String EXPIRATION_GIVEN = "30 d";
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|milli|s|sec|m|min|h|hour|d|day)[a-z]*");

    private final Surroundings surroundings;

    Holds(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Lets a table be read by consumers, with every change of it to be seen. */
    void prepare(RelationId id) {
        Relation relation = warehouse(id).relation(id);
        Map<String, String> wanted = new HashMap<>();
        wanted.put(EXPIRATION, EXPIRATION_GIVEN);
        if (!relation.schema().primaryKey().isEmpty()) {
            wanted.put("delete.force-produce-changelog", "true");
        }
        wanted.keySet().removeAll(relation.options().keySet());
        if (!wanted.isEmpty()) {
            warehouse(id).setOptions(id, Map.copyOf(wanted));
        }
    }

    /**
     * Mends what a killed process left half written of the view's hands on its sources, before anything is read or
     * written there.
     */
    void mend(ManagedView view) {
        for (Scan scan : scans(view)) {
            RelationId source = scan.relation();
            List<String> broken = warehouse(source).removeBrokenConsumers(source);
            Optional<Long> next = view.version
                    .filter(version -> version.epoch() == view.ledger().epoch())
                    .map(version -> version.reads().get(scan.ordinal()).next());
            for (String consumer : broken) {
                LOG.warn("The consumer {} of {} was left empty by a process that was killed", consumer, source);
            }
            if (broken.contains(view.consumer(scan.ordinal())) && next.isPresent()) {
                warehouse(source).setConsumer(source, view.consumer(scan.ordinal()), next.get());
            }
        }
    }

    /**
     * Keeps what nobody moves from expiring: the hands of views at rest. Beyond {@link KeptLimits} the place of a stream
     * that is not read on from is given up, and what is begun after that is begun anew. To be called by who holds the
     * view.
     */
    void keep(ManagedView view, Instant now) {
        boolean rests = view.ledger().suspended() || Views.isFull(view.held());
        Optional<Instant> since = view.ledger().restingSince();
        if (rests == since.isEmpty()) {
            Optional<Instant> begun = rests ? Optional.of(now) : Optional.empty();
            view.update(change -> change.restingSince(begun));
            since = begun;
        }
        KeptLimits limits = surroundings.keptLimits();
        boolean tooOld =
                since.filter(begun -> begun.plus(limits.age()).isBefore(now)).isPresent();
        Optional<ResumePoint> kept = view.ledger().resume();
        OptionalLong tooLarge = !rests || kept.isEmpty() || view.ledger().job().isPresent()
                ? OptionalLong.empty()
                : tooLarge(kept.get(), limits);
        if (kept.isPresent() && (tooOld || tooLarge.isPresent())) {
            giveUp(
                    view,
                    tooLarge.isPresent()
                            ? "its state takes " + tooLarge.getAsLong() + " bytes, more than the " + limits.bytes()
                                    + " that are kept"
                            : "it has rested for " + limits.age().toDays() + " days");
        }
        boolean over = tooOld || tooLarge.isPresent();
        for (Scan scan : scans(view)) {
            if (view.ledger().job().isEmpty() && !over) {
                touch(scan.relation(), view.consumer(scan.ordinal()), now);
            }
            if (!over || !view.ledger().suspended()) {
                touch(scan.relation(), view.hold(scan.ordinal()), now);
            }
        }
    }

    private OptionalLong tooLarge(ResumePoint state, KeptLimits limits) {
        long bytes = surroundings.stateFiles().bytes(KeptState.folder(state));
        return bytes > limits.bytes() ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    private void giveUp(ManagedView view, String why) {
        LOG.info("The place of the stream of {} is given up: {}", view.id(), why);
        Optional<ResumePoint> state = view.ledger().resume();
        view.update(change -> change.resume(Optional.empty()));
        state.ifPresent(point -> KeptState.letGo(surroundings.stateFiles(), point));
        for (Scan scan : scans(view)) {
            warehouse(scan.relation()).removeConsumer(scan.relation(), view.consumer(scan.ordinal()));
            if (view.ledger().suspended()) {
                warehouse(scan.relation()).removeConsumer(scan.relation(), view.hold(scan.ordinal()));
            }
        }
    }

    /** Writes a consumer anew where it is, well before it expires. */
    private void touch(RelationId id, String consumer, Instant now) {
        Warehouse warehouse = warehouse(id);
        Optional<Instant> changed = warehouse.consumerChangedAt(id, consumer);
        Duration rest = time(warehouse.relation(id).options().getOrDefault(EXPIRATION, EXPIRATION_GIVEN))
                .dividedBy(3);
        if (changed.isEmpty() || changed.get().plus(rest).isAfter(now)) {
            return;
        }
        OptionalLong next = warehouse.consumer(id, consumer);
        if (next.isPresent()) {
            warehouse.setConsumer(id, consumer, next.getAsLong());
        }
    }

    /** As Paimon's options have it; what can't be read is taken for short. */
    static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Duration.ofHours(1);
        }
        long number = Long.parseLong(matcher.group(1));
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "ms", "milli" -> ChronoUnit.MILLIS;
                    case "s", "sec" -> ChronoUnit.SECONDS;
                    case "m", "min" -> ChronoUnit.MINUTES;
                    case "h", "hour" -> ChronoUnit.HOURS;
                    default -> ChronoUnit.DAYS;
                };
        return Duration.of(number, unit);
    }

    /** Takes away what the epoch so far holds. */
    void dropEpoch(ManagedView view) {
        for (Hand hand : hands(view)) {
            warehouse(hand.relation()).removeConsumer(hand.relation(), view.consumer(hand.scan()));
        }
    }

    /** Takes all hands off, also of scans that the query has no more. */
    void release(ManagedView view) {
        for (Hand hand : hands(view)) {
            warehouse(hand.relation()).removeConsumer(hand.relation(), view.consumer(hand.scan()));
            warehouse(hand.relation()).removeConsumer(hand.relation(), view.hold(hand.scan()));
        }
    }

    private record Hand(int scan, RelationId relation) {}

    /** On what the query reads, and on what the one before it has read; but not on what is gone. */
    private List<Hand> hands(ManagedView view) {
        List<Hand> hands = new ArrayList<>();
        scans(view).forEach(scan -> hands.add(new Hand(scan.ordinal(), scan.relation())));
        List<LedgerVersion.Read> reads = view.version.map(LedgerVersion::reads).orElse(List.of());
        for (int scan = 0; scan < reads.size(); scan++) {
            hands.add(new Hand(scan, reads.get(scan).relation()));
        }
        return hands.stream()
                .distinct()
                .filter(hand -> isThere(hand.relation()))
                .toList();
    }

    private boolean isThere(RelationId id) {
        try {
            warehouse(id).relation(id);
            return true;
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static List<Scan> scans(ManagedView view) {
        return view.plan.map(plan -> plan.scans()).orElse(List.of());
    }

    private Warehouse warehouse(RelationId id) {
        return surroundings.warehouse(id.catalog());
    }
}
