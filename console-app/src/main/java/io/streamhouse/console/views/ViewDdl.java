package io.streamhouse.console.views;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statement that creates a view, in Flink's grammar; what that lacks stands in options. */
public final class ViewDdl {

    private ViewDdl() {}

    /** The statement for a view that is there. */
    public static String of(ViewState view) {
        var definition = view.definition();
        return statement(
                definition.id().toString(),
                definition.schema().primaryKey(),
                definition.comment(),
                definition.schema().partitionKeys(),
                definition.freshness(),
                definition.mode(),
                definition.query());
    }

    /** The statement for a view that is asked for. */
    public static String of(NewView view) {
        return statement(
                view.id().toString(),
                view.primaryKey(),
                view.comment(),
                view.partitionedBy(),
                view.freshness(),
                view.mode(),
                view.query());
    }

    private static String statement(
            String name,
            List<String> key,
            Optional<String> comment,
            List<String> partitionedBy,
            FreshnessTarget freshness,
            RequestedMode mode,
            String query) {
        List<String> lines = new ArrayList<>();
        lines.add("CREATE MATERIALIZED TABLE " + name
                + (key.isEmpty() ? "" : " (PRIMARY KEY (" + names(key) + ") NOT ENFORCED)"));
        comment.ifPresent(text -> lines.add("COMMENT " + Identifiers.literal(text)));
        if (!partitionedBy.isEmpty()) {
            lines.add("PARTITIONED BY (" + names(partitionedBy) + ")");
        }
        Map<String, String> options = new LinkedHashMap<>();
        Optional<String> interval = interval(freshness);
        if (interval.isEmpty()) {
            options.put("streamhouse.freshness", freshness.text());
        }
        Optional<String> clause = clause(mode);
        if (clause.isEmpty() && mode instanceof RequestedMode.Pinned) {
            options.put("streamhouse.refresh-mode", mode.text());
        }
        if (!options.isEmpty()) {
            lines.add("WITH ("
                    + options.entrySet().stream()
                            .map(option -> Identifiers.literal(option.getKey()) + " = "
                                    + Identifiers.literal(option.getValue()))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        interval.ifPresent(text -> lines.add("FRESHNESS = " + text));
        clause.ifPresent(text -> lines.add("REFRESH_MODE = " + text));
        lines.add("AS " + query.strip() + ";");
        return String.join("\n", lines);
    }

    private static String names(List<String> names) {
        return names.stream().map(Identifiers::plain).collect(Collectors.joining(", "));
    }

    /** Flink's interval has whole units only. */
    private static Optional<String> interval(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> interval(within.lag());
            case FreshnessTarget.Downstream ignored -> Optional.empty();
            case FreshnessTarget.OnDemand ignored -> Optional.empty();
        };
    }

    private static Optional<String> interval(Duration lag) {
        if (lag.getNano() != 0) {
            return Optional.empty();
        }
        long seconds = lag.toSeconds();
        if (seconds % 86_400 == 0) {
            return Optional.of("INTERVAL '" + seconds / 86_400 + "' DAY");
        }
        if (seconds % 3_600 == 0) {
            return Optional.of("INTERVAL '" + seconds / 3_600 + "' HOUR");
        }
        return Optional.of(
                seconds % 60 == 0 ? "INTERVAL '" + seconds / 60 + "' MINUTE" : "INTERVAL '" + seconds + "' SECOND");
    }

    /** Flink knows two modes of the three. */
    private static Optional<String> clause(RequestedMode mode) {
        return switch (mode) {
            case RequestedMode.Auto ignored -> Optional.empty();
            case RequestedMode.Pinned pinned ->
                pinned.mode() == RefreshMode.INCREMENTAL
                        ? Optional.empty()
                        : Optional.of(pinned.mode().name());
        };
    }
}
