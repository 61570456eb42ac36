package io.streamhouse.pipeline.read;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Made;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.sql.Lexeme.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the names behind FROM mean: queries that the script names itself, and relations, which become sources. */
final class Sources {

    private final Written text;
    private final Growing growing;
    private final DatabaseId current;
    private final RelationSource relations;
    private final Map<RelationId, Rows> views = new HashMap<>();
    private final Map<RelationId, Optional<Relation>> known = new HashMap<>();

    /** @param current where names of fewer than three parts are looked up */
    Sources(Written text, Growing growing, DatabaseId current, RelationSource relations) {
        this.text = text;
        this.growing = growing;
        this.current = current;
        this.relations = relations;
    }

    /** From now on the script calls these rows so. */
    void define(RelationId view, Rows rows) {
        views.put(view, rows);
    }

    /** The rows of a query that the script names. */
    Optional<Rows> defined(List<String> path, Surroundings around) {
        Rows with = path.size() == 1 ? around.withs().get(path.get(0)) : null;
        return with != null ? Optional.of(with) : relation(path).flatMap(view -> Optional.ofNullable(views.get(view)));
    }

    /** The relation of a name; empty if it has too many parts. */
    Optional<RelationId> relation(List<String> path) {
        return switch (path.size()) {
            case 1 -> Optional.of(current.relation(path.get(0)));
            case 2 -> Optional.of(new RelationId(current.catalog(), path.get(0), path.get(1)));
            case 3 -> Optional.of(new RelationId(path.get(0), path.get(1), path.get(2)));
            default -> Optional.empty();
        };
    }

    RelationId id(List<String> path) {
        return relation(path).orElseThrow(() -> new Uncovered("A relation's name has three parts at most"));
    }

    /** The rows that a name stands for where nothing else is said of how to read them. */
    Rows rows(List<String> path, Surroundings around) {
        return defined(path, around).orElseGet(() -> {
            RelationId id = id(path);
            return read(id, Map.of(), id.name(), false);
        });
    }

    /**
     * A relation's rows; one node for each name that they are read by.
     *
     * @param given whether the script gives the name
     */
    Rows read(RelationId id, Map<String, String> hints, String name, boolean given) {
        Step.Source step = new Step.Source(id, hints);
        for (Made made : growing.nodes()) {
            if (made.step().equals(step) && (made.name().equals(name) || !given && made.nameless())) {
                return made.rows();
            }
        }
        return given ? readAs(name, step) : growing.add(name, step, List.of(), columns(id));
    }

    /** A relation's rows by this name. */
    Rows readAs(String name, Step.Source step) {
        return growing.add(name, step, List.of(), "", columns(step.relation()));
    }

    private Optional<List<Known>> columns(RelationId id) {
        return known.computeIfAbsent(id, relations::relation)
                .map(Relation::schema)
                .map(schema -> schema.columns().stream()
                        .map(column -> new Known(
                                column.name(),
                                !column.nullable() || schema.primaryKey().contains(column.name())))
                        .toList());
    }

    /** The options that a hint sets; none if nothing stands there. */
    Map<String, String> options(int from, int to) {
        if (from == to) {
            return Map.of();
        }
        if (!text.word(from + 1, "OPTIONS") || !text.symbol(from + 2, "(") || text.partner(from + 2) != to - 2) {
            throw new Uncovered("A hint other than OPTIONS is not known");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (Part option : text.list(from + 3, to - 2)) {
            boolean pair = option.length() == 3
                    && text.get(option.from()).kind() == Kind.STRING
                    && text.symbol(option.from() + 1, "=")
                    && text.get(option.from() + 2).kind() == Kind.STRING;
            if (!pair) {
                throw new Uncovered("A hint of this form is not known");
            }
            options.put(string(option.from()), string(option.from() + 2));
        }
        return options;
    }

    private String string(int at) {
        return text.literal(at).orElseThrow(() -> new Uncovered("A text with a prefix is not known here"));
    }
}
