package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.sql.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands {@code [INSERT INTO t] SELECT a, b FROM u}, and nothing else; notes what it was asked. */
final class SimpleTracer implements Tracer {

    private static final Pattern STATEMENT =
            Pattern.compile("(?:INSERT INTO (?<target>\\S+) )?SELECT (?<columns>[\\w, ]+) FROM (?<source>[\\w.]+).*");

    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public List<StatementLineage> trace(String script, DatabaseId current, RelationSource source) {
        asked.add(script);
        Slice slice = new Slice(script, 0, script.length(), new Position(1, 1));
        Matcher matcher = STATEMENT.matcher(script);
        if (!matcher.matches()) {
            return List.of(new StatementLineage.Refused(slice, Problem.of(ErrorCode.SYNTAX, "Not understood")));
        }
        RelationId from = id(matcher.group("source"), current);
        if (source.relation(from).isEmpty()) {
            return List.of(new StatementLineage.Refused(
                    slice, Problem.of(ErrorCode.NOT_FOUND, "There is no relation " + from)));
        }
        List<ColumnLineage> columns = new ArrayList<>();
        for (String column : matcher.group("columns").split(",")) {
            String name = column.strip();
            columns.add(new ColumnLineage(
                    name, new Origins.Known(Set.of(new Edge(new ColumnRef(from, name), Dependence.IDENTITY, name)))));
        }
        Optional<RelationId> target =
                Optional.ofNullable(matcher.group("target")).map(name -> id(name, current));
        return List.of(new StatementLineage.Traced(slice, target, columns, Set.of(), Set.of(from)));
    }

    private static RelationId id(String name, DatabaseId current) {
        return name.contains(".") ? RelationId.parse(name) : current.relation(name);
    }
}
