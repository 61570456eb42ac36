package io.streamhouse.sql;

import io.streamhouse.model.Position;
import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Checks one statement; positions are within it. */
final class StatementCheck {

    private StatementCheck() {}

    static Optional<Diagnostic> check(String statement) {
        try {
            FlinkDialect.parse(statement);
            return Optional.empty();
        } catch (SqlParseException e) {
            SqlParserPos pos = e.getPos();
            Position from = pos == null ? new Position(1, 1) : new Position(pos.getLineNum(), pos.getColumnNum());
            return Optional.of(new Diagnostic(
                    from,
                    from,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }
}
