package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.pipeline.write.PipelineSql;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads queries into nodes. Goes by what is written, not by what Flink makes of it, so that every expression stays as the
 * person wrote it; only names that mean something else in the picture are written anew. A SELECT is read by
 * {@link SelectReader}; this is what holds for every query: WITH, what puts queries together, what orders and cuts them,
 * and that one that no step covers becomes a node by itself.
 */
final class QueryReader {

    private final Reading reading;
    private final Written text;
    private final Growing growing;
    private final Sources sources;

    QueryReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.growing = reading.growing();
        this.sources = reading.sources();
    }

    Reading reading() {
        return reading;
    }

    /** Reads a query; what comes out has this name, if one is given. */
    Rows query(Part part, Surroundings around, Optional<String> wanted, List<String> notes) {
        int since = growing.size();
        BitSet told = text.told();
        Rows rows;
        Part inner = text.unwrapped(part);
        if (reading.isKept(inner)) {
            rows = new QueryAsText(reading).read(inner, around, "It was kept as text before");
        } else {
            try {
                rows = wanted.flatMap(name -> plainSource(inner, around, name)).orElseGet(() -> covered(inner, around));
            } catch (Uncovered uncovered) {
                if (!around.outer().isEmpty()) {
                    // It may ask for columns of the query around it, which it could not as a node.
                    throw uncovered;
                }
                growing.backTo(since);
                text.told(told);
                rows = new QueryAsText(reading).read(inner, around, uncovered.why());
            }
        }
        List<String> comments = new ArrayList<>(notes);
        comments.addAll(text.untold(text.from(part.from()), text.to(part.to() - 1)));
        Rows named = wanted.isPresent() ? growing.name(rows, wanted.get(), since) : rows;
        growing.note(named.node(), comments);
        return named;
    }

    /** {@code SELECT * FROM relation} and no more: a source of the name that is wanted. */
    private Optional<Rows> plainSource(Part part, Surroundings around, String wanted) {
        int at = part.from();
        if (!(text.word(at, "SELECT") && text.symbol(at + 1, "*") && text.word(at + 2, "FROM"))) {
            return Optional.empty();
        }
        int end = text.pathEnd(at + 3);
        List<String> path = text.path(at + 3, end);
        int behind = text.hintEnd(end);
        if (path.isEmpty()
                || behind != part.to()
                || sources.defined(path, around).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(sources.readAs(wanted, new Step.Source(sources.id(path), sources.options(end, behind))));
    }

    /** Reads a query as steps. @throws Uncovered if there are none for it */
    Rows covered(Part part, Surroundings around) {
        if (text.word(part.from(), "WITH")) {
            return with(part, around);
        }
        int ends = text.find(part.from(), part.to(), Ending.WORDS);
        Ending ending = Ending.read(text, ends, part.to());
        Part body = new Part(part.from(), ends);
        if (text.find(body.from(), body.to(), SetOperations.WORDS) < ends || text.symbol(body.from(), "(")) {
            Rows rows = new SetOperations(this).read(body, around);
            return ending.isEmpty() ? rows : sorted(Scope.of(rows, ""), ending, expression -> Optional.empty());
        }
        if (!text.word(body.from(), "SELECT")) {
            throw new Uncovered(
                    text.word(body.from(), "VALUES")
                            ? "VALUES makes rows from nothing"
                            : "A query of this form is not known");
        }
        return new SelectReader(this, SelectClauses.read(text, body), around, ending).read();
    }

    private Rows with(Part part, Surroundings around) {
        int at = part.from();
        if (text.word(at + 1, "RECURSIVE")) {
            throw new Uncovered("WITH RECURSIVE goes in a circle");
        }
        Map<String, Rows> withs = new HashMap<>(around.withs());
        while (text.word(at, "WITH") || text.symbol(at, ",")) {
            int start = at + 1;
            String name = text.get(start).name();
            at = start + 1;
            List<String> columns = List.of();
            if (text.symbol(at, "(")) {
                columns = text.names(at).orElseThrow(() -> new Uncovered("A list of names is expected"));
                at = text.partner(at) + 1;
            }
            if (!text.word(at, "AS") || !text.symbol(at + 1, "(")) {
                throw new Uncovered("A WITH of this form is not known");
            }
            List<String> notes = new ArrayList<>(text.untold(text.to(start - 1), text.from(start)));
            notes.addAll(text.untold(text.from(start), text.from(at + 1)));
            Part body = new Part(at + 2, text.partner(at + 1));
            Surroundings before = new Surroundings(Map.copyOf(withs), around.outer());
            Rows rows = columns.isEmpty()
                    ? query(body, before, Optional.of(name), notes)
                    : renamed(query(body, before, Optional.empty(), notes), columns, Optional.of(name));
            withs.put(name, rows);
            at = body.to() + 1;
            if (text.symbol(at, ",")) {
                growing.note(rows.node(), text.untold(text.to(body.to()), text.from(at)));
            }
        }
        // Each by itself: what is not covered here must not take those before it along.
        return query(new Part(at, part.to()), new Surroundings(withs, around.outer()), Optional.empty(), List.of());
    }

    /**
     * The rows ordered and cut.
     *
     * @param output the column that an expression asks for as one of the query's results
     */
    Rows sorted(Scope scope, Ending ending, Function<Part, Optional<String>> output) {
        List<Ordering> by = new ArrayList<>();
        for (SortKey key : ending.order()) {
            by.add(key.by(output.apply(key.expression())
                    .map(Lexeme::written)
                    .orElseGet(() -> new MovedExpression(text, key.expression(), Set.of()).over(scope))));
        }
        return growing.add(
                PipelineSql.SORTED,
                new Step.SortLimit(by, ending.limit(), ending.offset()),
                List.of(scope.node()),
                scope.rows().columns());
    }

    /** The rows with other names for their columns. @param called a name for the node, if the script gives one */
    Rows renamed(Rows rows, List<String> names, Optional<String> called) {
        List<Known> known = rows.columns()
                .filter(columns -> columns.size() == names.size())
                .orElseThrow(() -> new Uncovered("Columns are given names, and which they are is not known"));
        List<NamedExpression> columns = new ArrayList<>();
        List<Known> renamed = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            columns.add(new NamedExpression(Lexeme.written(known.get(at).name()), names.get(at)));
            renamed.add(new Known(names.get(at), known.get(at).notNull()));
        }
        Step.Project project = new Step.Project(false, columns, false);
        return called.isPresent()
                ? growing.add(called.get(), project, List.of(rows.node()), "", Optional.of(renamed))
                : growing.add("renamed", project, List.of(rows.node()), Optional.of(renamed));
    }
}
