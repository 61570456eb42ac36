package io.streamhouse.console.views;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Preview;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** The first rows of a query's result, computed by the engine as of now. */
@Service
public class QueryRows {

    /** How many rows are shown. */
    public static final int LIMIT = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Pattern END = Pattern.compile(";\\s*$");

    private final Connections connections;
    private final InstantSource clock;

    QueryRows(Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Computes the query in batch and takes its first rows.
     *
     * @param cancelled asked now and then; once true, the query is given up
     * @throws ProblemException what the engine says; TIMEOUT; CANCELLED
     */
    public Preview first(Actor actor, String query, BooleanSupplier cancelled) {
        String sql = "SELECT * FROM (\n" + END.matcher(query.strip()).replaceFirst("") + "\n) LIMIT " + (LIMIT + 1);
        Instant deadline = clock.instant().plus(PATIENCE);
        List<Row> rows = new ArrayList<>();
        List<Column> columns = List.of();
        // Closing the session and the statement ends what still runs of it.
        try (EngineSession session = connections.engine().open(actor, connections.sessionSettings());
                StatementHandle handle = session.submit(sql, ExecutionMode.BATCH)) {
            while (true) {
                switch (handle.fetch(STEP)) {
                    case StatementHandle.Waiting ignored -> check(deadline, cancelled);
                    case StatementHandle.Page page -> {
                        columns = page.columns();
                        rows.addAll(page.rows());
                    }
                    case StatementHandle.Complete complete -> {
                        boolean more = rows.size() > LIMIT;
                        return new Preview(
                                complete.columns().isEmpty() ? columns : complete.columns(),
                                more ? rows.subList(0, LIMIT) : rows,
                                more,
                                OptionalLong.empty());
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                }
            }
        }
    }

    private void check(Instant deadline, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new ProblemException(ErrorCode.CANCELLED, "Given up");
        }
        if (clock.instant().isAfter(deadline)) {
            throw new ProblemException(
                    ErrorCode.TIMEOUT,
                    "The query has no rows after " + PATIENCE.toSeconds() + " s",
                    "Run it on the SQL page, which waits as long as it takes");
        }
    }
}
