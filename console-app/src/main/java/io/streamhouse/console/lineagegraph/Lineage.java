package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.ColumnPath;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.lineage.Impact;
import io.streamhouse.lineage.LineageAnalyzer;
import io.streamhouse.lineage.LineageGraph;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Where columns come from and where they go: of what the catalogs define, and of statements that were run here. Answers
 * from memory; what changed in a catalog is in it soon after.
 */
@Service
public class Lineage {

    /** Relations that one answer holds at most; more are folded, those farthest from the focus first. */
    public static final int MOST_NODES = 5_000;

    private final GraphKeeper keeper;
    private final NodeHealths healths;
    private final NamingScripts scripts;
    private final OpenLineageDocument document;
    private final Catalogs catalogs;
    private final CurrentNamespace namespaces;

    Lineage(
            GraphKeeper keeper,
            NodeHealths healths,
            NamingScripts scripts,
            OpenLineageDocument document,
            Catalogs catalogs,
            CurrentNamespace namespaces) {
        this.keeper = keeper;
        this.healths = healths;
        this.scripts = scripts;
        this.document = document;
        this.catalogs = catalogs;
        this.namespaces = namespaces;
    }

    /** @throws io.streamhouse.model.ProblemException NOT_FOUND if the graph has no such relation or column */
    public Neighbourhood neighbourhood(Focus focus) {
        LineageGraph graph = keeper.graph();
        return graph.neighbourhood(focus, MOST_NODES)
                .orElseThrow(() -> notFound(graph, focus.relation(), focus.column()));
    }

    /** How a column is made, down to its roots. Throws as {@link #neighbourhood}. */
    public ColumnPath path(ColumnRef column) {
        LineageGraph graph = keeper.graph();
        return graph.path(column).orElseThrow(() -> notFound(graph, column.relation(), Optional.of(column.column())));
    }

    /** What a change would do. Throws as {@link #neighbourhood}. */
    public Impact impact(Change change) {
        LineageGraph graph = keeper.graph();
        Impact relations = graph.impact(change).orElseThrow(() -> notFound(graph, change.relation(), column(change)));
        return new Impact(change, relations.relations(), scripts.of(change), relations.untouched());
    }

    /**
     * Freshness, cost and health of these relations; of those that the graph does not have, nothing. What costs and jobs
     * say is found out in the background: the first answer after a while comes without it, later ones are seconds old.
     */
    public Map<RelationId, NodeHealth> health(Collection<RelationId> relations) {
        return healths.of(relations, keeper.graph()::has);
    }

    /**
     * The lineage of statements that somebody writes, with the catalogs as they are.
     *
     * @param script may be unfinished
     */
    public List<StatementLineage> analyze(String script, DatabaseId current) {
        return LineageAnalyzer.analyze(script, current, catalogs::storedDefinition, List.of());
    }

    /**
     * The lineage of statements that rest on definitions of their own, beside what the catalogs hold.
     *
     * @param ddl statements that come before the script and are none of it; may be empty
     * @param catalog where names are looked up; the default catalog if empty
     * @param functions that are known by their signatures
     * @return those of the script; places are those in the script
     * @throws ProblemException if one of the definitions is wrong
     */
    public List<StatementLineage> analyze(
            String ddl,
            String script,
            Optional<String> catalog,
            Optional<String> database,
            List<FunctionSignature> functions) {
        DatabaseId current = namespaces.current(catalog, database);
        String before = ddl.isBlank() ? "" : ddl + "\n;\n";
        List<StatementLineage> all =
                LineageAnalyzer.analyze(before + script, current, catalogs::storedDefinition, functions);
        return Preamble.cut(all, before);
    }

    /** What {@link #neighbourhood} tells, as OpenLineage events, one JSON array. */
    public String openLineage(Focus focus) {
        return document.events(neighbourhood(focus));
    }

    /** OpenLineage's column lineage facet of each of these statements from which something flows, as JSON. */
    public String facets(List<StatementLineage> statements) {
        return document.facets(statements);
    }

    public GraphState state() {
        return keeper.state();
    }

    /** Calls the listener after the graph changed, on a thread of its own. */
    public Subscription onChange(Runnable listener) {
        return keeper.onChange(listener);
    }

    private static Optional<String> column(Change change) {
        return switch (change) {
            case Change.DropRelation ignored -> Optional.empty();
            case Change.DropColumn drop -> Optional.of(drop.column());
            case Change.ChangeColumn other -> Optional.of(other.column());
        };
    }

    private ProblemException notFound(LineageGraph graph, RelationId relation, Optional<String> column) {
        String still = state().upToDate().isEmpty() ? "The graph is being built; try again in a moment" : "";
        if (!graph.has(relation)) {
            Problem problem = Problem.of(ErrorCode.NOT_FOUND, "Nothing is known of a relation " + relation);
            return new ProblemException(still.isEmpty() ? problem : problem.withNextStep(still));
        }
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                relation + " has no column " + column.orElse(""),
                "It has " + String.join(", ", graph.columns(relation)));
    }
}
