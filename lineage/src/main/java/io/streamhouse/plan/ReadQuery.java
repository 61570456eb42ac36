package io.streamhouse.plan;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Position;
import io.streamhouse.sql.LineMap;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.planner.calcite.FlinkPlannerImpl;

/**
 * A query that has been parsed and validated.
 *
 * @param current where names of fewer than three parts are looked up
 * @param columns names of the result's columns
 * @param planner the one that validated it, and the only one that can convert it
 */
record ReadQuery(
        String text,
        LineMap lines,
        DatabaseId current,
        QueryOutline outline,
        SqlNode validated,
        List<String> columns,
        FlinkPlannerImpl planner) {

    Position position(SqlParserPos place) {
        return new Position(Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum()));
    }

    /** Offset of the first character. */
    int start(SqlParserPos place) {
        return lines.offset(position(place));
    }

    /** Offset behind the last character. */
    int end(SqlParserPos place) {
        return lines.offset(new Position(place.getEndLineNum(), place.getEndColumnNum())) + 1;
    }
}
