package io.streamhouse.console.settings;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Catalogs in the engine's own words, and the small statements that see to them. */
final class EngineCatalogs {

    /** A session without anything of ours in it. */
    static final SessionSettings BARE = new SessionSettings(List.of(), Optional.empty(), Optional.empty(), Map.of());

    private EngineCatalogs() {}

    /** The statement that makes a catalog known to a session. Holds the options' secrets: not to be shown. */
    static String create(String name, Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(options);
        all.putIfAbsent("type", "paimon");
        return "CREATE CATALOG " + Identifiers.quote(name) + " WITH ("
                + all.entrySet().stream()
                        .map(option ->
                                Identifiers.literal(option.getKey()) + " = " + Identifiers.literal(option.getValue()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /**
     * The first column of a small result, as text.
     *
     * @throws ProblemException the statement's own, or TIMEOUT
     */
    static List<String> firstColumn(EngineSession session, String sql, Duration patience, InstantSource clock) {
        List<String> values = new ArrayList<>();
        try (StatementHandle statement = session.submit(sql, ExecutionMode.BATCH)) {
            Instant deadline = clock.instant().plus(patience);
            while (clock.instant().isBefore(deadline)) {
                switch (statement.fetch(Duration.ofSeconds(2))) {
                    case StatementHandle.Page page ->
                        page.rows()
                                .forEach(row ->
                                        values.add(String.valueOf(row.values().getFirst())));
                    case StatementHandle.Complete complete -> {
                        return values;
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                    case StatementHandle.Waiting waiting -> {
                        // not done yet
                    }
                }
            }
            statement.cancel();
        }
        throw new ProblemException(
                ErrorCode.TIMEOUT,
                "no answer within " + patience.toSeconds() + " s: are all slots of the cluster taken?");
    }
}
