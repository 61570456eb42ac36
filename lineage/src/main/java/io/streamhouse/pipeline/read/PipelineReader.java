package io.streamhouse.pipeline.read;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.pipeline.write.PipelineSql;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.sql.Diagnostic;
import io.streamhouse.sql.Diagnostics;
import io.streamhouse.sql.Lexeme.Kind;
import io.streamhouse.sql.MaterializedTableStatement;
import io.streamhouse.sql.MaterializedTables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a script as a picture. What {@link PipelineSql} wrote is read as the pipeline it was written from; other SQL as
 * the steps that mean the same, and where none do, as a {@link Step.Query} with the reason.
 */
public final class PipelineReader {

    private static final String NEXT =
            "A pipeline is queries, INSERTs, CREATE TABLE and CREATE MATERIALIZED TABLE with a query, and views for"
                    + " them";

    private final String script;
    private final Written text;
    private final DatabaseId current;
    private final Growing growing;
    private final Sources sources;
    private final QueryReader queries;
    private final Map<RelationId, Table> created = new LinkedHashMap<>();

    /** A table that the script makes, and where. */
    private record Table(Step.IntoNewTable step, int at, int end, List<String> notes, Optional<String> name) {}

    private PipelineReader(
            String script,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            Pipeline before) {
        this.script = script;
        this.text = new Written(script);
        this.current = current;
        this.growing = new Growing(withs());
        Set<String> aggregates = functions.stream()
                .filter(function -> function.kind() == FunctionSignature.Kind.AGGREGATE)
                .map(FunctionSignature::name)
                .collect(Collectors.toSet());
        Set<String> kept = before.nodes().stream()
                .map(PipelineNode::step)
                .filter(Step.Query.class::isInstance)
                .map(step -> ((Step.Query) step).sql().strip())
                .collect(Collectors.toSet());
        this.sources = new Sources(text, growing, current, source);
        this.queries = new QueryReader(new Reading(text, growing, sources, new AggregateCalls(text, aggregates), kept));
    }

    /**
     * Reads a script.
     *
     * @param current where names of fewer than three parts are looked up
     * @param source what columns relations have; a relation that it does not know is a source all the same
     * @param functions those that are not Flink's own
     * @param before the pipeline that the script was, whose names are kept where steps are the same
     * @throws ProblemException SYNTAX with the position of a mistake; NOT_SUPPORTED or INVALID_STATEMENT with the
     *     position of what can't be part of a pipeline; TOO_LARGE for more nodes than a pipeline may have
     */
    public static ReadPipeline read(
            String script,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            Pipeline before) {
        List<Diagnostic> mistakes = Diagnostics.check(script);
        if (!mistakes.isEmpty()) {
            Diagnostic mistake = mistakes.get(0);
            throw new ProblemException(
                    Problem.of(ErrorCode.SYNTAX, mistake.message()).at(mistake.from()));
        }
        return new PipelineReader(script, current, source, functions, before).read(before);
    }

    /** The names that the script's WITH and CREATE VIEW give. */
    private Set<String> withs() {
        Set<String> names = new HashSet<>();
        for (int at = 1; at < text.count(); at++) {
            boolean with = text.name(at)
                    && (text.word(at - 1, "WITH") || text.symbol(at - 1, ","))
                    && (text.word(at + 1, "AS") && text.symbol(at + 2, "(") || text.symbol(at + 1, "("));
            if (with || text.name(at) && text.word(at - 1, "VIEW")) {
                names.add(text.get(at).name());
            }
        }
        return names;
    }

    private ReadPipeline read(Pipeline before) {
        int at = 0;
        int last = 0;
        Optional<String> lastNode = Optional.empty();
        while (at < text.count()) {
            if (text.get(at).kind() == Kind.SEMICOLON) {
                at++;
                continue;
            }
            if (text.word(at, "EXECUTE") && text.word(at + 1, "STATEMENT") && text.word(at + 3, "BEGIN")) {
                at += 4;
                continue;
            }
            if (text.word(at, "BEGIN") && text.word(at + 1, "STATEMENT")) {
                at += 3;
                continue;
            }
            if (text.word(at, "END")
                    && (at + 1 == text.count() || text.get(at + 1).kind() == Kind.SEMICOLON)) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.count() && text.get(end).kind() != Kind.SEMICOLON) {
                end = text.next(end);
            }
            end = Math.min(end, text.count());
            List<String> notes = new ArrayList<>(text.untold(text.to(last - 1), text.from(at)));
            String node = statement(new Part(at, end), notes);
            if (!node.isEmpty()) {
                growing.note(node, text.untold(text.from(at), text.to(end - 1)));
                lastNode = Optional.of(node);
            }
            at = end;
            last = end;
        }
        for (Table table : created.values()) {
            if (growing.nodes().stream().noneMatch(made -> made.step().equals(table.step()))) {
                throw refusal(
                        table.at(),
                        "The table " + table.step().relation() + " is created, and nothing is written into it",
                        "Add an INSERT INTO it, or leave it out");
            }
        }
        List<String> rest = text.untold(0, text.length());
        if (!rest.isEmpty()) {
            String node = lastNode.orElseThrow(() -> refusal(0, "There is nothing but comments", NEXT));
            growing.note(node, rest);
        }
        return Continuation.of(growing.nodes(), before);
    }

    private String statement(Part part, List<String> notes) {
        int at = part.from();
        String word = text.get(at).text().toUpperCase(Locale.ROOT);
        switch (word) {
            case "SELECT", "WITH", "VALUES", "(" -> {
                Optional<String> name = taken(notes);
                Rows rows = queries.query(part, Surroundings.NONE, Optional.empty(), List.of());
                if (name.isPresent()) {
                    rows = growing.name(rows, name.get(), 0);
                }
                growing.note(rows.node(), notes);
                return rows.node();
            }
            case "INSERT" -> {
                return insert(part, notes);
            }
            case "CREATE" -> {
                return create(part, notes);
            }
            default ->
                throw refusal(
                        at,
                        word + (at + 1 < part.to() ? " " + text.get(at + 1).text() : "") + " is no part of a pipeline",
                        NEXT);
        }
    }

    /** The name that the comments give the node, taken out of them. */
    private static Optional<String> taken(List<String> notes) {
        for (int at = 0; at < notes.size(); at++) {
            if (notes.get(at).startsWith(PipelineSql.NAMES)) {
                return Optional.of(notes.remove(at).substring(PipelineSql.NAMES.length()));
            }
        }
        return Optional.empty();
    }

    private String insert(Part part, List<String> notes) {
        int at = part.from() + 1;
        if (!text.word(at, "INTO")) {
            throw refusal(at, "A pipeline adds rows; it can't overwrite a table", "Write INSERT INTO");
        }
        at++;
        int end = nameEnd(at);
        RelationId id = id(at, end);
        at = end;
        List<String> columns = List.of();
        if (at < part.to() && text.get(at).kind() == Kind.HINT_OPEN || text.word(at, "PARTITION")) {
            throw refusal(
                    at,
                    text.word(at, "PARTITION")
                            ? "INSERT INTO a PARTITION has no place in a picture"
                            : "A hint on the table that is written has no place in a picture",
                    text.word(at, "PARTITION") ? "Give the partition's values as columns" : "Leave the hint out");
        }
        boolean list = text.symbol(at, "(")
                && !text.word(at + 1, "SELECT")
                && !text.word(at + 1, "WITH")
                && !text.word(at + 1, "VALUES")
                && !text.symbol(at + 1, "(");
        if (list) {
            columns = names(at);
            at = text.partner(at) + 1;
        }
        Optional<String> name = taken(notes);
        Table table = created.get(id);
        Step step = new Step.IntoTable(id, columns);
        if (table != null && columns.isEmpty()) {
            step = table.step();
            List<String> both = new ArrayList<>(table.notes());
            both.addAll(notes);
            notes.clear();
            notes.addAll(both);
            name = name.isPresent() ? name : table.name();
        } else if (table != null) {
            throw refusal(
                    part.from(),
                    "The table " + id + " is made here, and only some of its columns are filled",
                    "Give all its columns in the query");
        }
        return target(new Part(at, part.to()), id, step, name, notes);
    }

    private String target(Part query, RelationId id, Step step, Optional<String> name, List<String> notes) {
        Rows rows = queries.query(query, Surroundings.NONE, Optional.empty(), List.of());
        return growing.add(name.orElse(id.name()), step, List.of(rows.node()), String.join("\n", notes), rows.columns())
                .node();
    }

    private String create(Part part, List<String> notes) {
        int at = part.from() + 1;
        if (text.word(at, "MATERIALIZED")) {
            return view(part, notes);
        }
        int from = at;
        while (text.word(at, "OR") || text.word(at, "REPLACE") || text.word(at, "TEMPORARY")) {
            at++;
        }
        if (text.word(at, "VIEW")) {
            return named(part, at + 1, notes);
        }
        if (at > from || !text.word(at, "TABLE")) {
            throw refusal(part.from(), "This CREATE is no part of a pipeline", NEXT);
        }
        return table(part, at + 1, notes);
    }

    private String named(Part part, int start, List<String> notes) {
        int at = start;
        if (text.word(at, "IF")) {
            at += 3;
        }
        int end = nameEnd(at);
        RelationId id = id(at, end);
        at = end;
        if (text.symbol(at, "(")) {
            throw refusal(at, "Names for a view's columns are given in its query here", "Write AS in the query");
        }
        if (text.word(at, "COMMENT")) {
            notes.add(literal(at + 1));
            at += 2;
        }
        Rows rows = queries.query(new Part(at + 1, part.to()), Surroundings.NONE, Optional.of(id.name()), notes);
        sources.define(id, rows);
        return rows.node();
    }

    private String view(Part part, List<String> notes) {
        String sql = script.substring(text.from(part.from()), text.to(part.to() - 1));
        Position start = text.position(part.from());
        MaterializedTableStatement statement;
        try {
            statement = MaterializedTables.parse(sql).orElseThrow();
        } catch (ProblemException refused) {
            Problem problem = refused.problem();
            throw new ProblemException(
                    problem.where()
                            .map(where -> problem.at(where.within(start)))
                            .orElse(problem),
                    refused);
        }
        if (!(statement instanceof MaterializedTableStatement.Create create) || create.ifNotExists()) {
            throw refusal(part.from(), "A pipeline makes a view; IF NOT EXISTS has no place in it", "Leave it out");
        }
        create.comment().ifPresent(notes::add);
        RelationId id = create.id(current);
        Step step = new Step.IntoView(
                id,
                create.primaryKey(),
                create.partitionedBy(),
                create.freshness().orElse(new FreshnessTarget.Downstream()),
                create.refreshMode().orElse(new RequestedMode.Auto()),
                create.options());
        int query = part.from();
        Position at = create.queryStart().within(start);
        while (query < part.to() && !text.position(query).equals(at)) {
            query++;
        }
        Optional<String> name = taken(notes);
        return target(new Part(query, part.to()), id, step, name, notes);
    }

    private String table(Part part, int start, List<String> notes) {
        int at = start;
        if (text.word(at, "IF")) {
            throw refusal(at, "IF NOT EXISTS has no place in a picture: a table is made or is there", "Leave it out");
        }
        int end = nameEnd(at);
        RelationId id = id(at, end);
        at = end;
        List<Column> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        if (text.symbol(at, "(")) {
            for (Part element : elements(at)) {
                element(element, columns, key);
            }
            at = text.partner(at) + 1;
        }
        if (text.word(at, "COMMENT")) {
            notes.add(literal(at + 1));
            at += 2;
        }
        List<String> partitioned = List.of();
        if (text.word(at, "PARTITIONED")) {
            partitioned = names(at + 2);
            at = text.partner(at + 2) + 1;
        }
        Map<String, String> options = new LinkedHashMap<>();
        if (text.word(at, "WITH") && text.symbol(at + 1, "(")) {
            for (Part option : text.list(at + 2, text.partner(at + 1))) {
                options.put(literal(option.from()), literal(option.to() - 1));
            }
            at = text.partner(at + 1) + 1;
        }
        Step.IntoNewTable step = new Step.IntoNewTable(id, columns, key, partitioned, options);
        if (text.word(at, "AS")) {
            Optional<String> name = taken(notes);
            return target(new Part(at + 1, part.to()), id, step, name, notes);
        }
        if (at < part.to() || columns.isEmpty()) {
            throw refusal(Math.min(at, part.to() - 1), "This part of a CREATE TABLE has no place in a picture", NEXT);
        }
        List<String> inside = new ArrayList<>(notes);
        inside.addAll(text.untold(text.from(part.from()), text.to(part.to() - 1)));
        Optional<String> name = taken(inside);
        created.put(id, new Table(step, part.from(), part.to(), inside, name));
        return "";
    }

    /** What a CREATE TABLE declares: commas inside of a type part nothing. */
    private List<Part> elements(int open) {
        List<Part> elements = new ArrayList<>();
        int start = open + 1;
        int depth = 0;
        int close = text.partner(open);
        for (int at = open + 1; at < close; at = text.next(at)) {
            if (text.symbol(at, "<")) {
                depth++;
            } else if (text.symbol(at, ">")) {
                depth--;
            } else if (depth == 0 && text.symbol(at, ",")) {
                elements.add(new Part(start, at));
                start = at + 1;
            }
        }
        elements.add(new Part(start, close));
        return elements;
    }

    private void element(Part element, List<Column> columns, List<String> key) {
        int at = element.from();
        if (text.word(at, "CONSTRAINT")) {
            at += 2;
        }
        if (text.word(at, "PRIMARY")) {
            key.addAll(names(at + 2));
            return;
        }
        if (!text.name(at)) {
            throw refusal(
                    at,
                    "This part of a CREATE TABLE has no place in a picture: "
                            + text.get(at).text(),
                    NEXT);
        }
        String name = text.get(at).name();
        int end = element.to();
        Optional<String> comment = Optional.empty();
        if (text.word(end - 2, "COMMENT")) {
            comment = Optional.of(literal(end - 1));
            end -= 2;
        }
        if (text.word(at + 1, "AS")) {
            text.keep(at + 2, end);
            columns.add(new Column(name, "", true, comment, Optional.of(text.slice(at + 2, end))));
            return;
        }
        for (int inner = at + 1; inner < end; inner++) {
            if (text.word(inner, "METADATA")) {
                throw refusal(inner, "A METADATA column has no place in a picture", NEXT);
            }
        }
        if (text.word(end - 2, "PRIMARY") || text.word(end - 4, "PRIMARY")) {
            key.add(name);
            end = text.word(end - 2, "PRIMARY") ? end - 2 : end - 4;
        }
        boolean notNull = text.word(end - 2, "NOT") && text.word(end - 1, "NULL");
        end -= notNull ? 2 : text.word(end - 1, "NULL") ? 1 : 0;
        columns.add(new Column(name, text.slice(at + 1, end), !notNull, comment, Optional.empty()));
    }

    private int nameEnd(int at) {
        int end = at + 1;
        while (text.symbol(end, ".")) {
            end += 2;
        }
        return end;
    }

    private RelationId id(int from, int end) {
        return sources.relation(text.path(from, end))
                .orElseThrow(() -> refusal(from, "A relation's name has three parts at most", NEXT));
    }

    private List<String> names(int open) {
        List<String> names = new ArrayList<>();
        for (Part part : text.list(open + 1, text.partner(open))) {
            if (part.length() != 1) {
                throw refusal(part.from(), "A list of names is expected", NEXT);
            }
            names.add(text.get(part.from()).name());
        }
        return names;
    }

    private String literal(int at) {
        return text.literal(at).orElseThrow(() -> refusal(at, "A text in single quotes is expected", NEXT));
    }

    private ProblemException refusal(int at, String what, String nextStep) {
        return new ProblemException(
                Problem.of(ErrorCode.NOT_SUPPORTED, what, nextStep).at(text.position(at)));
    }
}
