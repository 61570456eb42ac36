package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.FromClause.Table;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.List;
import java.util.Optional;

/** Reads the tables behind FROM, each by itself. */
final class TableReader {

    private final QueryReader queries;
    private final Written text;
    private final Sources sources;
    private final Surroundings around;

    TableReader(QueryReader queries, Surroundings around) {
        this.queries = queries;
        this.text = queries.reading().text();
        this.sources = queries.reading().sources();
        this.around = around;
    }

    Scope read(Table table) {
        Rows rows =
                switch (table.kind()) {
                    case NAMED -> named(table);
                    case QUERY -> queries.query(table.part(), around, name(table), List.of());
                    case WINDOW -> new Windows(queries).read(table.part(), around);
                    case FUNCTION, UNNEST -> throw new Uncovered("A table function needs rows to be called for");
                };
        if (!table.columns().isEmpty()) {
            rows = queries.renamed(rows, table.columns(), Optional.empty());
        }
        return Scope.of(rows, table.alias());
    }

    private static Optional<String> name(Table table) {
        return table.aliased() && table.columns().isEmpty() ? Optional.of(table.alias()) : Optional.empty();
    }

    private Rows named(Table table) {
        Part part = table.part();
        int end = text.pathEnd(part.from());
        List<String> path = text.path(part.from(), end);
        Optional<Rows> defined = sources.defined(path, around);
        if (defined.isPresent() && end < part.to()) {
            throw new Uncovered("A hint for the rows of a query is not known");
        }
        return defined.orElseGet(
                () -> sources.read(sources.id(path), sources.options(end, part.to()), table.alias(), table.aliased()));
    }
}
