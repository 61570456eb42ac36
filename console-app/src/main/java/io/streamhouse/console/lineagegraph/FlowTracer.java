package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Flow;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.sql.Mentions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes flows of definitions and statements. What can't be traced is a flow too, with the reason. */
final class FlowTracer {

    /** Longer texts are not traced: they would keep all others waiting. */
    static final int LONGEST = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(FlowTracer.class);

    private final Tracer tracer;

    FlowTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    /** What a statement wrote. */
    record Written(RelationId target, Flow flow) {}

    /** The query of a view or a materialized view; empty for a table. */
    static Optional<String> query(Relation relation) {
        return switch (relation) {
            case Relation.BaseTable ignored -> Optional.empty();
            case Relation.View view -> Optional.of(view.query());
            case Relation.MaterializedView view -> Optional.of(view.query());
        };
    }

    /** How a relation's own definition makes its rows; empty for a table. */
    Optional<Flow> definition(Relation relation, RelationSource source) {
        Via via = new Via.Definition();
        return query(relation).map(query -> {
            DatabaseId current = relation.id().databaseId();
            if (query.length() > LONGEST) {
                return new Flow.Untraced(via, Set.of(), "Its definition is too long to be traced");
            }
            List<StatementLineage> found;
            try {
                found = tracer.trace(query, current, source);
            } catch (RuntimeException e) {
                LOG.warn("The definition of {} could not be traced", relation.id(), e);
                return new Flow.Untraced(
                        via, mentioned(query, current, source), "The console failed to trace its definition");
            }
            return found.isEmpty()
                    ? new Flow.Untraced(via, Set.of(), "Its definition is empty")
                    : definition(relation, query, found.getFirst(), source);
        });
    }

    private static Flow definition(Relation relation, String query, StatementLineage lineage, RelationSource source) {
        Via via = new Via.Definition();
        return switch (lineage) {
            case StatementLineage.Traced traced -> {
                List<String> columns =
                        relation.schema().columns().stream().map(Column::name).toList();
                List<ColumnLineage> named = new ArrayList<>();
                for (int column = 0; column < traced.columns().size(); column++) {
                    ColumnLineage one = traced.columns().get(column);
                    // A view's columns may have other names than those of its query: the order says which is which.
                    boolean inOrder = columns.size() == traced.columns().size();
                    named.add(new ColumnLineage(inOrder ? columns.get(column) : one.column(), shown(one.origins())));
                }
                yield new Flow.Traced(via, traced.reads(), named, shown(traced.rows()));
            }
            case StatementLineage.Without ignored ->
                new Flow.Untraced(via, mentioned(query, relation.id().databaseId(), source), "It is no query");
            case StatementLineage.Refused refused ->
                new Flow.Untraced(
                        via,
                        mentioned(query, relation.id().databaseId(), source),
                        Redactor.text(refused.problem().what()));
        };
    }

    /**
     * What a statement wrote into which relations; nothing for one that writes nothing that is read elsewhere.
     *
     * @param target what is written where the statement can't be understood
     * @param via who ran it, given the text of each of its parts
     */
    List<Written> statement(
            String sql, DatabaseId current, RelationSource source, List<RelationId> target, Function<String, Via> via) {
        if (sql.length() > LONGEST) {
            return unknown(target, via.apply(sql.substring(0, 1_000) + " …"), Set.of(), "It is too long to be traced");
        }
        List<StatementLineage> found;
        try {
            found = tracer.trace(sql, current, source);
        } catch (RuntimeException e) {
            LOG.warn("A statement that was run could not be traced", e);
            return unknown(
                    target,
                    via.apply(sql),
                    mentioned(sql, current, source),
                    "The console failed to trace the statement that wrote it");
        }
        List<Written> written = new ArrayList<>();
        for (StatementLineage lineage : found) {
            switch (lineage) {
                case StatementLineage.Traced traced -> {
                    boolean reads = !traced.reads().isEmpty()
                            || traced.columns().stream()
                                    .anyMatch(column -> column.origins() instanceof Origins.Unknown);
                    traced.target().filter(any -> reads).ifPresent(to -> {
                        List<ColumnLineage> columns = traced.columns().stream()
                                .map(column -> new ColumnLineage(column.column(), shown(column.origins())))
                                .toList();
                        written.add(new Written(
                                to,
                                new Flow.Traced(
                                        via.apply(traced.statement().text()),
                                        traced.reads(),
                                        columns,
                                        shown(traced.rows()))));
                    });
                }
                case StatementLineage.Without ignored -> {}
                case StatementLineage.Refused refused ->
                    written.addAll(unknown(
                            target,
                            via.apply(refused.statement().text()),
                            mentioned(refused.statement().text(), current, source),
                            Redactor.text(refused.problem().what())));
            }
        }
        return written;
    }

    private static List<Written> unknown(List<RelationId> targets, Via via, Set<RelationId> reads, String why) {
        return targets.stream()
                .map(target -> {
                    Set<RelationId> others =
                            reads.stream().filter(id -> !id.equals(target)).collect(Collectors.toSet());
                    return new Written(target, new Flow.Untraced(via, others, why));
                })
                .toList();
    }

    /** The relations that a text names, as far as words tell. */
    static Set<RelationId> mentioned(String sql, DatabaseId current, RelationSource source) {
        Set<RelationId> known = new LinkedHashSet<>();
        for (List<String> name : Mentions.of(sql)) {
            named(name, current).filter(id -> source.relation(id).isPresent()).ifPresent(known::add);
        }
        return known;
    }

    /** What a name of one to three parts means. */
    static Optional<RelationId> named(List<String> parts, DatabaseId current) {
        if (parts.stream().anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return switch (parts.size()) {
            case 1 -> Optional.of(current.relation(parts.getFirst()));
            case 2 -> Optional.of(new RelationId(current.catalog(), parts.get(0), parts.get(1)));
            case 3 -> Optional.of(new RelationId(parts.get(0), parts.get(1), parts.get(2)));
            default -> Optional.empty();
        };
    }

    private static Origins shown(Origins origins) {
        return switch (origins) {
            case Origins.Known known -> new Origins.Known(shown(known.edges()));
            case Origins.Unknown unknown -> new Origins.Unknown(Redactor.text(unknown.why()));
        };
    }

    private static Set<Edge> shown(Set<Edge> edges) {
        return edges.stream()
                .map(edge -> new Edge(edge.from(), edge.dependence(), Redactor.text(edge.expression())))
                .collect(Collectors.toSet());
    }
}
