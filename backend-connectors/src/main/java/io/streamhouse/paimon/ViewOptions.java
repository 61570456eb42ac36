package io.streamhouse.paimon;

import io.streamhouse.model.ForeignSuspension;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.ViewDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.refresh.ContinuousRefreshHandler;
import org.apache.paimon.CoreOptions;
import org.apache.paimon.CoreOptions.MaterializedTableIntervalFreshnessTimeUnit;
import org.apache.paimon.CoreOptions.MaterializedTableRefreshMode;
import org.apache.paimon.CoreOptions.MaterializedTableRefreshStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table options that a view's definition is kept in: Flink's own, so that any Flink client reads it as a
 * materialized table, and beside them ours for what Flink has no word for.
 *
 * <p>Flink fails to show or drop a materialized table that lacks one of its options, so all are written at once. To
 * other clients every view is CONTINUOUS: one that is FULL, or AUTOMATIC with a target of half an hour or more, which
 * Flink takes for FULL, they could only drop with the scheduler that made it.
 */
final class ViewOptions {

    private static final Logger LOG = LoggerFactory.getLogger(ViewOptions.class);

    private static final String UID = "streamhouse.uid";
    private static final String FRESHNESS = "streamhouse.freshness";
    private static final String MODE = "streamhouse.mode";
    private static final String ACTUAL_MODE = "streamhouse.actual-mode";

    private static final String QUERY = CoreOptions.MATERIALIZED_TABLE_DEFINITION_QUERY.key();
    private static final String INTERVAL = CoreOptions.MATERIALIZED_TABLE_INTERVAL_FRESHNESS.key();
    private static final String INTERVAL_UNIT = CoreOptions.MATERIALIZED_TABLE_INTERVAL_FRESHNESS_TIME_UNIT.key();
    private static final String LOGICAL_MODE = CoreOptions.MATERIALIZED_TABLE_LOGICAL_REFRESH_MODE.key();
    private static final String PHYSICAL_MODE = CoreOptions.MATERIALIZED_TABLE_REFRESH_MODE.key();
    private static final String STATUS = CoreOptions.MATERIALIZED_TABLE_REFRESH_STATUS.key();
    private static final String HANDLER = CoreOptions.MATERIALIZED_TABLE_REFRESH_HANDLER_DESCRIPTION.key();
    private static final String HANDLER_BYTES = CoreOptions.MATERIALIZED_TABLE_REFRESH_HANDLER_BYTES.key();

    private static final Set<String> ALL = Set.of(
            CoreOptions.TYPE.key(),
            UID,
            FRESHNESS,
            MODE,
            ACTUAL_MODE,
            QUERY,
            INTERVAL,
            INTERVAL_UNIT,
            LOGICAL_MODE,
            PHYSICAL_MODE,
            STATUS,
            HANDLER,
            HANDLER_BYTES);

    /** How Flink's clients name the one cluster of a connection that has no cluster of its own to start. */
    private static final String REMOTE = "remote";

    private static final String STANDALONE = "StandaloneClusterId";

    private ViewOptions() {}

    /** Everything that changes when a view is altered. */
    static Map<String, String> of(ViewDefinition view, Optional<RefreshMode> actual, Optional<JobId> job) {
        Map<String, String> options = new TreeMap<>();
        options.put(UID, view.uid());
        options.put(FRESHNESS, view.freshness().text());
        options.put(MODE, view.mode().text());
        actual.ifPresent(mode -> options.put(ACTUAL_MODE, mode.name()));
        options.put(QUERY, view.query());
        interval(view.freshness(), options);
        options.put(LOGICAL_MODE, MaterializedTableRefreshMode.CONTINUOUS.name());
        options.put(PHYSICAL_MODE, MaterializedTableRefreshMode.CONTINUOUS.name());
        MaterializedTableRefreshStatus status =
                job.isPresent() ? MaterializedTableRefreshStatus.ACTIVATED : MaterializedTableRefreshStatus.SUSPENDED;
        options.put(STATUS, status.name());
        options.put(
                HANDLER, job.map(id -> "Streamhouse Console, job " + id).orElse("Streamhouse Console, no job running"));
        options.put(HANDLER_BYTES, job.map(ViewOptions::handler).orElse(""));
        return options;
    }

    /** What a new view's table has beside these: {@code type} can't be changed later. */
    static void markAsView(Map<String, String> options) {
        options.put(CoreOptions.TYPE.key(), org.apache.paimon.TableType.MATERIALIZED_TABLE.toString());
    }

    static boolean isOurs(String key) {
        return ALL.contains(key);
    }

    static String query(Map<String, String> stored) {
        return stored.getOrDefault(QUERY, "");
    }

    static String uid(Map<String, String> stored) {
        return stored.getOrDefault(UID, "");
    }

    /** Where we say SUSPENDED there is no handler; Flink's SUSPEND leaves one, which names the savepoint it took. */
    static Optional<ForeignSuspension> suspendedByOthers(Map<String, String> stored) {
        String handler = stored.getOrDefault(HANDLER_BYTES, "");
        boolean suspended = MaterializedTableRefreshStatus.SUSPENDED.name().equals(stored.get(STATUS));
        return suspended && !handler.isEmpty()
                ? Optional.of(new ForeignSuspension(savepoint(handler)))
                : Optional.empty();
    }

    private static Optional<String> savepoint(String handler) {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(handler)))) {
            // The table may have been written by anybody: nothing but what is expected is made of it.
            in.setObjectInputFilter(info -> info.serialClass() == null
                            || info.serialClass() == ContinuousRefreshHandler.class
                            || info.serialClass() == String.class
                    ? ObjectInputFilter.Status.ALLOWED
                    : ObjectInputFilter.Status.REJECTED);
            return in.readObject() instanceof ContinuousRefreshHandler continuous
                    ? continuous.getRestorePath()
                    : Optional.empty();
        } catch (IOException | ClassNotFoundException | IllegalArgumentException unreadable) {
            LOG.debug("What another client left of a suspended view can't be read", unreadable);
            return Optional.empty();
        }
    }

    /** Ours where we wrote it, otherwise Flink's interval. */
    static FreshnessTarget freshness(Map<String, String> stored) {
        String ours = stored.get(FRESHNESS);
        if (ours != null) {
            return FreshnessTarget.parse(ours);
        }
        long interval = Long.parseLong(stored.getOrDefault(INTERVAL, "1").strip());
        Duration lag =
                switch (MaterializedTableIntervalFreshnessTimeUnit.valueOf(
                        stored.getOrDefault(INTERVAL_UNIT, "DAY").toUpperCase(Locale.ROOT))) {
                    case SECOND -> Duration.ofSeconds(interval);
                    case MINUTE -> Duration.ofMinutes(interval);
                    case HOUR -> Duration.ofHours(interval);
                    case DAY -> Duration.ofDays(interval);
                };
        return new FreshnessTarget.Within(lag);
    }

    /** Ours where we wrote it, otherwise Flink's logical mode. */
    static RequestedMode mode(Map<String, String> stored) {
        String ours = stored.get(MODE);
        if (ours != null) {
            return RequestedMode.parse(ours);
        }
        return switch (MaterializedTableRefreshMode.valueOf(
                stored.getOrDefault(LOGICAL_MODE, "AUTOMATIC").toUpperCase(Locale.ROOT))) {
            case AUTOMATIC -> new RequestedMode.Auto();
            case CONTINUOUS -> new RequestedMode.Pinned(RefreshMode.CONTINUOUS);
            case FULL -> new RequestedMode.Pinned(RefreshMode.FULL);
        };
    }

    /** In the largest unit that holds it; what Flink can't say, as it would say one day. */
    private static void interval(FreshnessTarget freshness, Map<String, String> options) {
        Duration lag =
                switch (freshness) {
                    case FreshnessTarget.Within within -> within.lag();
                    case FreshnessTarget.Downstream ignored -> Duration.ofDays(1);
                    case FreshnessTarget.OnDemand ignored -> Duration.ofDays(1);
                };
        long seconds = Math.max(1, lag.plusNanos(999_999_999).toSeconds());
        MaterializedTableIntervalFreshnessTimeUnit unit;
        long number;
        if (seconds % Duration.ofDays(1).toSeconds() == 0) {
            unit = MaterializedTableIntervalFreshnessTimeUnit.DAY;
            number = seconds / Duration.ofDays(1).toSeconds();
        } else if (seconds % Duration.ofHours(1).toSeconds() == 0) {
            unit = MaterializedTableIntervalFreshnessTimeUnit.HOUR;
            number = seconds / Duration.ofHours(1).toSeconds();
        } else if (seconds % Duration.ofMinutes(1).toSeconds() == 0) {
            unit = MaterializedTableIntervalFreshnessTimeUnit.MINUTE;
            number = seconds / Duration.ofMinutes(1).toSeconds();
        } else {
            unit = MaterializedTableIntervalFreshnessTimeUnit.SECOND;
            number = seconds;
        }
        options.put(INTERVAL, Long.toString(number));
        options.put(INTERVAL_UNIT, unit.name());
    }

    /** What Flink's own clients read a running refresh job from, to stop it by SUSPEND or DROP. */
    private static String handler(JobId job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ContinuousRefreshHandler(REMOTE, STANDALONE, job.value()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
