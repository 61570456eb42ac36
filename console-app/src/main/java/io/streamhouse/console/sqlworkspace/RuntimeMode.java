package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.ExecutionMode;
import io.streamhouse.sql.StatementKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code SET 'execution.runtime-mode' = 'batch'} in a script means what it means everywhere else. */
final class RuntimeMode {

    private static final Pattern SETTING =
            Pattern.compile("(?i)SET\\s+'execution\\.runtime-mode'\\s*=\\s*'(?<mode>batch|streaming)'\\s*;?\\s*$");
    private static final int LONGEST = 500;

    private RuntimeMode() {}

    /** The mode for the statements after this one; empty if it does not say. */
    static Optional<ExecutionMode> after(String statement, StatementKind kind) {
        if (kind != StatementKind.SET || statement.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = SETTING.matcher(statement);
        return matcher.find()
                ? Optional.of(ExecutionMode.valueOf(matcher.group("mode").toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }
}
