package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.QueryOutline.Reference;
import io.streamhouse.plan.QueryOutline.Star;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Writes a query anew so that it means the same anywhere and keeps meaning it: the text stays as it is but for relations'
 * names, views, stars and columns with their database's name.
 */
final class QueryExpansion {

    private static final int DEEPEST = 32;

    /** Options that decide which snapshots are read. */
    private static final Pattern STARTS = Pattern.compile("(?i)scan\\.(mode|snapshot-id|timestamp.*|tag-name|version|"
            + "watermark|file-creation-time.*|creation-time.*|bounded.*)|incremental-between.*|incremental-to.*"
            + "|consumer[-.].*|from-.*|branch");

    /** @param places of the scans in the outermost text; empty for those inside of views */
    record Result(ExpandedQuery text, List<Scan> scans, List<Optional<Position>> places) {}

    private record Edit(int from, int to, Runnable writing) {}

    private final KnownRelations relations;
    private final BiFunction<String, Relation.View, ReadQuery> reader;
    private final List<String> pieces = new ArrayList<>();
    private final List<Map<String, String>> own = new ArrayList<>();
    private final List<Scan> scans = new ArrayList<>();
    private final List<Optional<Position>> places = new ArrayList<>();
    private final Deque<RelationId> views = new ArrayDeque<>();
    private StringBuilder piece = new StringBuilder();

    private QueryExpansion(KnownRelations relations, BiFunction<String, Relation.View, ReadQuery> reader) {
        this.relations = relations;
        this.reader = reader;
    }

    /** @param reader reads the query of a view */
    static Result of(ReadQuery query, KnownRelations relations, BiFunction<String, Relation.View, ReadQuery> reader) {
        QueryExpansion expansion = new QueryExpansion(relations, reader);
        expansion.write(query);
        expansion.pieces.add(expansion.piece.toString());
        return new Result(
                new ExpandedQuery(expansion.pieces, expansion.own),
                List.copyOf(expansion.scans),
                List.copyOf(expansion.places));
    }

    private void write(ReadQuery query) {
        ExpandedNames names = ExpandedNames.of(query);
        List<Edit> edits = new ArrayList<>();
        for (Reference reference : query.outline().references()) {
            edits.add(edit(query, reference));
        }
        for (Star star : query.outline().stars()) {
            SqlParserPos place = star.place();
            names.star(place)
                    .ifPresent(columns ->
                            edits.add(new Edit(query.start(place), query.end(place), () -> piece.append(columns))));
        }
        for (SqlIdentifier name : query.outline().longNames()) {
            SqlParserPos place = name.getParserPosition();
            qualified(query, name)
                    .ifPresent(full ->
                            edits.add(new Edit(query.start(place), query.end(place), () -> piece.append(full))));
        }
        edits.sort(Comparator.comparingInt(Edit::from));
        int written = 0;
        for (Edit edit : edits) {
            piece.append(query.text(), written, edit.from());
            edit.writing().run();
            written = edit.to();
        }
        piece.append(query.text(), written, query.text().length());
    }

    /** A column whose name starts with its relation's database: with the whole of the relation's name. */
    private Optional<String> qualified(ReadQuery query, SqlIdentifier name) {
        for (int parts = Math.min(3, name.names.size() - 1); parts >= 2; parts--) {
            Optional<RelationId> id = Names.resolve(name.names.subList(0, parts), query.current());
            boolean read = query.outline().references().stream()
                    .filter(reference -> reference.alias().isEmpty())
                    .anyMatch(reference ->
                            id.isPresent() && id.equals(Names.resolve(reference.name().names, query.current())));
            if (read) {
                boolean view = relations.find(id.get()).orElseThrow() instanceof Relation.View;
                String relation =
                        view ? Identifiers.quote(id.get().name()) : id.get().quoted();
                return Optional.of(relation
                        + name.names.subList(parts, name.names.size()).stream()
                                .map(part -> "." + Identifiers.quote(part))
                                .collect(Collectors.joining()));
            }
        }
        return Optional.empty();
    }

    private Edit edit(ReadQuery query, Reference reference) {
        RelationId id = Names.resolve(reference.name().names, query.current()).orElseThrow();
        Relation relation = relations.find(id).orElseThrow();
        SqlParserPos place = reference.name().getParserPosition();
        int start = query.start(place);
        if (reference.explicit()) {
            start = query.text().toUpperCase(Locale.ROOT).lastIndexOf("TABLE", start - 1);
        }
        int end = hintsEnd(query, reference, query.end(place));
        Runnable writing =
                switch (relation) {
                    case Relation.View view -> () -> view(query, reference, view);
                    case Relation.BaseTable ignored -> () -> table(query, reference, relation);
                    case Relation.MaterializedView ignored -> () -> table(query, reference, relation);
                };
        return new Edit(start, end, writing);
    }

    private static int hintsEnd(ReadQuery query, Reference reference, int nameEnd) {
        if (reference.hints().isEmpty()) {
            return nameEnd;
        }
        SqlHint last = reference.hints().get(reference.hints().size() - 1);
        return query.text().indexOf("*/", query.end(last.getParserPosition()) - 1) + 2;
    }

    private void table(ReadQuery query, Reference reference, Relation relation) {
        boolean explicit = reference.explicit();
        if (explicit) {
            // TABLE name takes no hints.
            piece.append("(SELECT ").append(list(names(relation))).append(" FROM ");
        }
        piece.append(relation.id().quoted());
        scans.add(
                new Scan(scans.size(), relation.id(), reference.alias(), StubTables.toldByWriters(relation.options())));
        places.add(
                views.isEmpty() ? Optional.of(query.position(reference.name().getParserPosition())) : Optional.empty());
        own.add(options(query, reference));
        pieces.add(piece.toString());
        piece = new StringBuilder(explicit ? ")" : "");
    }

    private Map<String, String> options(ReadQuery query, Reference reference) {
        Map<String, String> options = new TreeMap<>();
        for (SqlHint hint : reference.hints()) {
            if (!hint.getName().equalsIgnoreCase("OPTIONS")) {
                throw refused(query, hint.getParserPosition(), "The hint " + hint.getName() + " is not known here");
            }
            for (String key : hint.getOptionKVPairs().keySet()) {
                if (STARTS.matcher(key).matches()) {
                    throw refused(
                            query,
                            hint.getParserPosition(),
                            "The option '" + key
                                    + "' can't stand in a view's query: the view itself decides what is read");
                }
            }
            options.putAll(hint.getOptionKVPairs());
        }
        return options;
    }

    private void view(ReadQuery query, Reference reference, Relation.View view) {
        if (!reference.hints().isEmpty()) {
            throw refused(query, reference.hints().get(0).getParserPosition(), "A view takes no hints, only tables do");
        }
        if (views.contains(view.id()) || views.size() == DEEPEST) {
            throw refused(
                    query,
                    reference.name().getParserPosition(),
                    views.contains(view.id())
                            ? "The view " + view.id() + " reads itself"
                            : "Views are nested too deep");
        }
        ReadQuery nested = read(query, reference, view);
        List<String> names = names(view);
        boolean renamed = !nested.columns().equals(names);
        boolean named = renamed || !reference.bare() && reference.alias().isEmpty();
        String alias = Identifiers.quote(view.id().name());
        piece.append(named ? "(SELECT " + list(names) + " FROM (" : "(");
        views.push(view.id());
        write(nested);
        views.pop();
        // On a line of its own: the view's query may end with a comment.
        piece.append("\n)");
        if (named) {
            piece.append(" AS ")
                    .append(alias)
                    .append(renamed ? " (" + list(names) + ")" : "")
                    .append(')');
        }
        if (reference.bare()) {
            piece.append(" AS ").append(alias);
        }
    }

    private ReadQuery read(ReadQuery query, Reference reference, Relation.View view) {
        try {
            ReadQuery nested = reader.apply(view.query(), view);
            if (nested.columns().size() != view.schema().columns().size()) {
                throw new ProblemException(
                        ErrorCode.INVALID_STATEMENT,
                        "it has " + view.schema().columns().size() + " columns, but its query gives "
                                + nested.columns().size());
            }
            return nested;
        } catch (ProblemException inside) {
            throw refused(
                    query,
                    reference.name().getParserPosition(),
                    "The view " + view.id() + " can't be read: "
                            + inside.problem().what());
        }
    }

    private ProblemException refused(ReadQuery query, SqlParserPos place, String what) {
        Problem problem = Problem.of(ErrorCode.INVALID_STATEMENT, what);
        return new ProblemException(views.isEmpty() ? problem.at(query.position(place)) : problem);
    }

    private static List<String> names(Relation relation) {
        return relation.schema().columns().stream().map(Column::name).toList();
    }

    private static String list(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }
}
