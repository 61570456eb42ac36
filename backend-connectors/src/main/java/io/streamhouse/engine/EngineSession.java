package io.streamhouse.engine;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import java.util.Map;

/**
 * A conversation with an engine: settings, the current catalog and database, and temporary objects last as long as it.
 * Statements of one session run one after the other.
 */
public interface EngineSession extends AutoCloseable {

    Actor actor();

    /** Flink options in force in this session. */
    Map<String, String> configuration();

    /**
     * Starts one statement. Returns as soon as the engine has taken it; what comes of it, errors of syntax included, is
     * read from the handle.
     *
     * @param mode whether it runs over what is there now or goes on
     * @param configuration Flink options for this statement only, such as the state to resume from
     * @throws io.streamhouse.model.ProblemException ENGINE_UNREACHABLE
     */
    StatementHandle submit(String sql, ExecutionMode mode, Map<String, String> configuration);

    /** {@link #submit} with no options of its own. */
    default StatementHandle submit(String sql, ExecutionMode mode) {
        return submit(sql, mode, Map.of());
    }

    /** Cancels what runs and ends the session. Safe to call twice. */
    @Override
    void close();
}
