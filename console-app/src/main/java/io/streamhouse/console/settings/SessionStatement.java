package io.streamhouse.console.settings;

import io.streamhouse.model.Redactor;
import java.util.Optional;

/**
 * A statement that changed what a session knows beyond its options, such as one that made a temporary table.
 *
 * @param sql as it was written: may hold secrets
 * @param catalog the session's current catalog when it ran
 */
public record SessionStatement(String sql, Optional<String> catalog, Optional<String> database) {
    @Override
    public String toString() {
        return "SessionStatement[" + Redactor.text(sql) + "]";
    }
}
