package io.streamhouse.console.lineagegraph.api;

import io.streamhouse.console.lineagegraph.GraphState;
import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.ColumnPath;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.lineage.Impact;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the calls of this feature take and answer with. What is unknown is null, beside a field that says why. */
final class LineageBodies {

    private static final Comparator<Edge> IN_ORDER = Comparator.comparing((Edge edge) -> edge.dependence())
            .thenComparing(Edge::from)
            .thenComparing(Edge::expression);

    private LineageBodies() {}

    /**
     * @param ddl statements that define what {@code sql} reads, beside what the catalogs hold
     * @param functions whose classes are not here
     * @param catalog where unqualified names are looked up; the default catalog unless said otherwise
     */
    record AnalyzeBody(
            @Nullable String ddl,
            @Nullable List<FunctionBody> functions,
            @Nullable String sql,
            @Nullable String catalog,
            @Nullable String database) {}

    /** @param returns Flink's SQL type of its result; of a table function {@code ROW<…>} with its columns */
    record FunctionBody(
            @Nullable String name,
            FunctionSignature.@Nullable Kind kind,
            @Nullable String returns) {}

    record AnalyzeAnswer(List<StatementBody> statements) {}

    /**
     * @param target what is written or defined; null for a plain query
     * @param rows what has a say in which rows there are, and so stands among the origins of every column too
     * @param problem why the statement can't be read; null if it can
     */
    record StatementBody(
            @Nullable String target,
            List<ColumnBody> columns,
            List<OriginBody> rows,
            List<String> reads,
            @Nullable ProblemBody problem) {

        static StatementBody of(StatementLineage lineage) {
            return switch (lineage) {
                case StatementLineage.Traced traced ->
                    new StatementBody(
                            traced.target().map(RelationId::toString).orElse(null),
                            traced.columns().stream()
                                    .map(column -> ColumnBody.of(column, traced.rows()))
                                    .toList(),
                            OriginBody.all(traced.rows()),
                            traced.reads().stream()
                                    .sorted()
                                    .map(RelationId::toString)
                                    .toList(),
                            null);
                case StatementLineage.Without ignored -> new StatementBody(null, List.of(), List.of(), List.of(), null);
                case StatementLineage.Refused refused ->
                    new StatementBody(null, List.of(), List.of(), List.of(), ProblemBody.of(refused.problem()));
            };
        }
    }

    record ProblemBody(
            String code,
            String detail,
            @Nullable PositionBody position,
            @Nullable String nextStep) {

        static ProblemBody of(Problem problem) {
            return new ProblemBody(
                    problem.code().name(),
                    problem.what(),
                    problem.where().map(PositionBody::of).orElse(null),
                    problem.nextStep().orElse(null));
        }
    }

    record PositionBody(int line, int column) {
        static PositionBody of(Position position) {
            return new PositionBody(position.line(), position.column());
        }
    }

    /** @param unknown why its origins are not known; null if they are */
    record ColumnBody(
            String column,
            List<OriginBody> origins,
            @Nullable String unknown) {

        static ColumnBody of(ColumnLineage column, Collection<Edge> rows) {
            return switch (column.origins()) {
                case Origins.Known known -> {
                    List<Edge> all = new ArrayList<>(known.edges());
                    rows.stream().filter(edge -> !known.edges().contains(edge)).forEach(all::add);
                    yield new ColumnBody(column.column(), OriginBody.all(all), null);
                }
                case Origins.Unknown unknown -> new ColumnBody(column.column(), List.of(), unknown.why());
            };
        }
    }

    /** @param type DIRECT if values flow, INDIRECT if it only has a say */
    record OriginBody(String relation, String column, String type, Dependence subtype, String expression) {

        static List<OriginBody> all(Collection<Edge> edges) {
            return edges.stream().sorted(IN_ORDER).map(OriginBody::of).toList();
        }

        private static OriginBody of(Edge edge) {
            return new OriginBody(
                    edge.from().relation().toString(),
                    edge.from().column(),
                    flowOf(edge.dependence()),
                    edge.dependence(),
                    edge.expression());
        }
    }

    static String flowOf(Dependence dependence) {
        return dependence.direct() ? "DIRECT" : "INDIRECT";
    }

    /** @param folded where the graph goes on, with how many relations; nothing else is left out */
    record NeighbourhoodBody(List<NodeBody> nodes, List<LinkBody> edges, List<FoldedBody> folded, StateBody state) {

        static NeighbourhoodBody of(Neighbourhood around, GraphState state) {
            return new NeighbourhoodBody(
                    around.nodes().stream().map(NodeBody::of).toList(),
                    around.links().stream().map(LinkBody::of).toList(),
                    around.folded().stream().map(FoldedBody::of).toList(),
                    StateBody.of(state));
        }
    }

    /**
     * @param kind null for a relation that is not in its catalog (any more)
     * @param distance hops from what was asked for, below zero upstream
     * @param unknown why it is not known where its rows come from; null if it is
     */
    record NodeBody(
            String relation,
            @Nullable RelationKind kind,
            List<String> columns,
            int distance,
            @Nullable String unknown) {

        static NodeBody of(Neighbourhood.Node node) {
            return new NodeBody(
                    node.id().toString(),
                    node.kind().orElse(null),
                    node.columns(),
                    node.distance(),
                    node.unknown().orElse(null));
        }
    }

    /**
     * @param columns of the one that go into columns of the other; none if only the whole is known
     * @param rows columns of the one that have a say in which rows the other has
     */
    record LinkBody(String from, String to, ViaBody via, List<ColumnEdgeBody> columns, List<OriginBody> rows) {

        static LinkBody of(Neighbourhood.Link link) {
            return new LinkBody(
                    link.from().toString(),
                    link.to().toString(),
                    ViaBody.of(link.via()),
                    link.edges().stream().map(ColumnEdgeBody::of).toList(),
                    OriginBody.all(link.rows()));
        }
    }

    /** @param kind DEFINITION, or STATEMENT for one that somebody ran: then by whom, when last, and its text */
    record ViaBody(
            String kind,
            @Nullable String actor,
            @Nullable Instant at,
            @Nullable String text) {

        static ViaBody of(Via via) {
            return switch (via) {
                case Via.Definition ignored -> new ViaBody("DEFINITION", null, null, null);
                case Via.Statement statement ->
                    new ViaBody("STATEMENT", statement.actor().name(), statement.at(), statement.text());
            };
        }
    }

    record ColumnEdgeBody(String from, String to, String type, Dependence subtype, String expression) {

        static ColumnEdgeBody of(Neighbourhood.ColumnEdge edge) {
            return new ColumnEdgeBody(
                    edge.from(), edge.to(), flowOf(edge.dependence()), edge.dependence(), edge.expression());
        }
    }

    record FoldedBody(String relation, String direction, int more) {

        static FoldedBody of(Neighbourhood.Folded folded) {
            return new FoldedBody(folded.at().toString(), folded.direction().name(), folded.more());
        }
    }

    /** @param upToDate when the graph last had all that the catalogs hold; null while it is built for the first time */
    record StateBody(@Nullable Instant upToDate, int relations, int unknown) {

        static StateBody of(GraphState state) {
            return new StateBody(state.upToDate().orElse(null), state.relations(), state.unknown());
        }
    }

    /** @param complete false if the way was longer than what is followed */
    record PathBody(String relation, String column, List<HopBody> hops, boolean complete) {

        static PathBody of(ColumnPath path) {
            return new PathBody(
                    path.column().relation().toString(),
                    path.column().column(),
                    path.hops().stream().map(HopBody::of).toList(),
                    path.complete());
        }
    }

    record HopBody(
            String relation,
            String column,
            int distance,
            List<OriginBody> origins,
            @Nullable String unknown,
            List<OriginBody> rows) {

        static HopBody of(ColumnPath.Hop hop) {
            List<OriginBody> origins =
                    switch (hop.origins()) {
                        case Origins.Known known -> OriginBody.all(known.edges());
                        case Origins.Unknown ignored -> List.of();
                    };
            Optional<String> unknown =
                    hop.origins() instanceof Origins.Unknown why ? Optional.of(why.why()) : Optional.empty();
            return new HopBody(
                    hop.column().relation().toString(),
                    hop.column().column(),
                    hop.distance(),
                    origins,
                    unknown.orElse(null),
                    OriginBody.all(hop.rows()));
        }
    }

    /** @param untouched how many relations that read the changed one are not concerned */
    record ImpactBody(boolean harmless, List<ConcernedBody> relations, List<ScriptBody> scripts, int untouched) {

        static ImpactBody of(Impact impact) {
            return new ImpactBody(
                    impact.harmless(),
                    impact.relations().stream().map(ConcernedBody::of).toList(),
                    impact.scripts().stream()
                            .map(script -> new ScriptBody(script.kind(), script.name(), script.why()))
                            .toList(),
                    impact.untouched());
        }
    }

    /** @param effect BREAKS, GOES_STALE, CHANGES or UNKNOWN */
    record ConcernedBody(
            String relation,
            @Nullable RelationKind kind,
            Impact.Effect effect,
            List<String> columns,
            int distance,
            String why) {

        static ConcernedBody of(Impact.Concerned concerned) {
            return new ConcernedBody(
                    concerned.id().toString(),
                    concerned.kind().orElse(null),
                    concerned.effect(),
                    concerned.columns(),
                    concerned.distance(),
                    concerned.why());
        }
    }

    record ScriptBody(String kind, String name, String why) {}
}
