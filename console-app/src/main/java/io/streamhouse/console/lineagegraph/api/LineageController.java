package io.streamhouse.console.lineagegraph.api;

import io.streamhouse.console.http.RelationIds;
import io.streamhouse.console.lineagegraph.Lineage;
import io.streamhouse.console.lineagegraph.api.LineageBodies.AnalyzeAnswer;
import io.streamhouse.console.lineagegraph.api.LineageBodies.AnalyzeBody;
import io.streamhouse.console.lineagegraph.api.LineageBodies.FunctionBody;
import io.streamhouse.console.lineagegraph.api.LineageBodies.ImpactBody;
import io.streamhouse.console.lineagegraph.api.LineageBodies.NeighbourhoodBody;
import io.streamhouse.console.lineagegraph.api.LineageBodies.PathBody;
import io.streamhouse.console.lineagegraph.api.LineageBodies.StatementBody;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lineage over HTTP. */
@RestController
@RequestMapping("/api/v1/lineage")
class LineageController {

    private static final int DEEPEST = 100;

    private final Lineage lineage;

    LineageController(Lineage lineage) {
        this.lineage = lineage;
    }

    // Says nothing of its kind, so that whoever takes any kind is answered with this one.
    @PostMapping("/analyze")
    @Operation(
            summary = "Where every column of some statements comes from, as the planner understands them",
            description =
                    "Needs no running engine. What can't be known has a reason in “unknown”. A statement that can't"
                            + " be read has a “problem”; if none can, that is the answer. With format=openlineage the column"
                            + " lineage facet of each statement.")
    AnalyzeAnswer analyze(@RequestBody AnalyzeBody request) {
        return new AnalyzeAnswer(
                statements(request).stream().map(StatementBody::of).toList());
    }

    @PostMapping(path = "/analyze", params = "format", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(hidden = true)
    Object analyze(
            @Parameter(description = "openlineage, or json") @RequestParam String format,
            @RequestBody AnalyzeBody request) {
        return openLineage(format) ? lineage.facets(statements(request)) : analyze(request);
    }

    @GetMapping
    @Operation(summary = "The relations around one, or around one of its columns, and what flows between them")
    NeighbourhoodBody around(
            @RequestParam @Nullable String relation,
            @Parameter(description = "Follow this column alone") @RequestParam @Nullable String column,
            @Parameter(description = "UP to where it comes from, DOWN to what is made of it, or BOTH")
                    @RequestParam(defaultValue = "BOTH")
                    String direction,
            @Parameter(description = "Hops, 0 to 100") @RequestParam(defaultValue = "1") String depth) {
        return NeighbourhoodBody.of(lineage.neighbourhood(focus(relation, column, direction, depth)), lineage.state());
    }

    @GetMapping(params = "format", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(hidden = true)
    Object exported(
            @RequestParam @Nullable String relation,
            @RequestParam @Nullable String column,
            @RequestParam(defaultValue = "BOTH") String direction,
            @RequestParam(defaultValue = "1") String depth,
            @RequestParam String format) {
        return openLineage(format)
                ? lineage.openLineage(focus(relation, column, direction, depth))
                : around(relation, column, direction, depth);
    }

    @GetMapping("/path")
    @Operation(summary = "How a column is made, hop by hop down to its roots, with the expression at each")
    PathBody path(@RequestParam @Nullable String relation, @RequestParam @Nullable String column) {
        if (column == null || column.isEmpty()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "Say the “column” whose path is asked for");
        }
        return PathBody.of(lineage.path(new ColumnRef(relation(relation), column)));
    }

    @GetMapping("/impact")
    @Operation(
            summary = "What dropping a relation or a column would do, or changing a column",
            description =
                    "What breaks because it names it, what goes stale behind that, what changes, and of what nobody"
                            + " can tell; saved scripts and streaming statements among it.")
    ImpactBody impact(
            @RequestParam @Nullable String relation,
            @RequestParam @Nullable String column,
            @Parameter(description = "DROP, or for a column CHANGE") @RequestParam(defaultValue = "DROP")
                    String change) {
        RelationId id = relation(relation);
        String named = column == null ? "" : column;
        boolean whole = named.isEmpty();
        return ImpactBody.of(lineage.impact(
                switch (change.toUpperCase(Locale.ROOT)) {
                    case "DROP" -> whole ? new Change.DropRelation(id) : new Change.DropColumn(id, named);
                    case "CHANGE" -> {
                        if (whole) {
                            throw new ProblemException(
                                    ErrorCode.INVALID_REQUEST, "Say the “column” that would be changed");
                        }
                        yield new Change.ChangeColumn(id, named);
                    }
                    default ->
                        throw new ProblemException(
                                ErrorCode.INVALID_REQUEST, "“change” is DROP or CHANGE, not “" + change + "”");
                }));
    }

    private List<StatementLineage> statements(AnalyzeBody request) {
        String sql = request.sql();
        if (sql == null || sql.isBlank()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "Say the “sql” that is to be analysed");
        }
        List<FunctionSignature> functions = request.functions() == null
                ? List.of()
                : request.functions().stream().map(LineageController::signature).toList();
        List<StatementLineage> statements = lineage.analyze(
                request.ddl() == null ? "" : request.ddl(),
                sql,
                Optional.ofNullable(request.catalog()),
                Optional.ofNullable(request.database()),
                functions);
        Optional<Problem> first = statements.stream()
                .flatMap(statement -> statement instanceof StatementLineage.Refused refused
                        ? Stream.of(refused.problem())
                        : Stream.empty())
                .findFirst();
        boolean none = statements.stream().noneMatch(StatementLineage.Traced.class::isInstance);
        if (none && first.isPresent()) {
            throw new ProblemException(first.get());
        }
        return statements;
    }

    private static FunctionSignature signature(FunctionBody body) {
        if (body.name() == null || body.name().isBlank()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "Every function needs a “name”");
        }
        return new FunctionSignature(
                body.name(),
                body.kind() == null ? FunctionSignature.Kind.SCALAR : body.kind(),
                Optional.ofNullable(body.returns()).filter(type -> !type.isBlank()));
    }

    private static Focus focus(@Nullable String relation, @Nullable String column, String direction, String depth) {
        Direction way = Stream.of(Direction.values())
                .filter(one -> one.name().equals(direction.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_REQUEST, "“direction” is UP, DOWN or BOTH, not “" + direction + "”"));
        return new Focus(
                relation(relation), Optional.ofNullable(column).filter(name -> !name.isEmpty()), way, depth(depth));
    }

    private static int depth(String text) {
        int depth;
        try {
            depth = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(badDepth(text), e);
        }
        if (depth < 0 || depth > DEEPEST) {
            throw new ProblemException(badDepth(text));
        }
        return depth;
    }

    private static Problem badDepth(String text) {
        return Problem.of(
                ErrorCode.INVALID_REQUEST, "“depth” is a number of hops from 0 to " + DEEPEST + ", not “" + text + "”");
    }

    private static RelationId relation(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "Say the “relation” that is asked for, as catalog.database.name");
        }
        return RelationIds.parse("A relation", id);
    }

    private static boolean openLineage(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "openlineage" -> true;
            case "json" -> false;
            default ->
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST, "“format” is json or openlineage, not “" + format + "”");
        };
    }
}
