package io.streamhouse.plan;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.QueryOutline.Reference;
import io.streamhouse.plan.TypedQuery.Field;
import io.streamhouse.plan.TypedQuery.From;
import io.streamhouse.sql.LineMap;
import io.streamhouse.sql.Statements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.plan.metadata.FlinkDefaultRelMetadataProvider;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalRel;
import org.apache.flink.table.planner.plan.utils.ChangelogPlanUtils;
import org.apache.flink.table.types.logical.RowType;

/**
 * Has Flink's validator tell the fields of queries over rows that are known by their fields alone, many at one sitting. A
 * millisecond or so for each, as nothing is optimised. Not safe for threads.
 */
public final class RowTyper {

    private final PlannerSession session;
    private final GivenRows rows;
    private final Planning planning;

    private RowTyper(PlannerSession session, GivenRows rows) {
        this.session = session;
        this.rows = rows;
        this.planning = new Planning(session, () -> session, rows);
    }

    /**
     * Takes a planner for as long as the work lasts; nothing of it is kept afterwards.
     *
     * @param current where names of fewer than three parts are looked up, unless rows of such a name are given
     * @param functions those besides Flink's own
     */
    public static <T> T sit(
            DatabaseId current, RelationSource source, List<DeclaredFunction> functions, Function<RowTyper, T> work) {
        return QueryPlanner.atSeat(session -> {
            GivenRows rows = new GivenRows(current, source);
            // Calcite keeps what computes its metadata by thread, and the session may have been made by another.
            RelMetadataQueryBase.THREAD_PROVIDERS.set(
                    JaninoRelMetadataProvider.of(FlinkDefaultRelMetadataProvider.INSTANCE()));
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(WithoutLegacyFactories.INSTANCE);
            try {
                session.begin(rows);
                functions.forEach(function -> {
                    session.declare(function);
                    session.declare(current, function);
                });
                return work.apply(new RowTyper(session, rows));
            } finally {
                session.end();
                thread.setContextClassLoader(before);
                RelMetadataQueryBase.THREAD_PROVIDERS.remove();
            }
        });
    }

    /** A relation of the catalogs, as this sitting sees it. */
    public Optional<Relation> relation(RelationId id) {
        return rows.inCatalogs(id);
    }

    /** The relations that the last query has read, as they were; of one that was refused, those read until then. */
    public Map<RelationId, Optional<Relation>> reads() {
        return rows.reads();
    }

    /**
     * What a query's rows are.
     *
     * @param query one query without a semicolon
     * @param given the rows that it calls by a name of one part, by that name
     * @throws ProblemException SYNTAX, NOT_FOUND or INVALID_STATEMENT, with the position in the query where there is one
     */
    public TypedQuery type(String query, Map<String, List<Field>> given) {
        return refusing(query, () -> {
            rows.give(given);
            ReadQuery read = read(query);
            SqlValidator validator = read.planner().getOrCreateSqlValidator();
            return new TypedQuery(
                    fields(validator.getValidatedNodeType(read.validated()), items(read.validated())),
                    rows.reads(),
                    Comparisons.mismatches(read.validated(), validator));
        });
    }

    /**
     * A query as it runs as a stream.
     *
     * @param eventTimes which fields of its rows are event time: what rows carry through some operators is only a point
     *     in time afterwards
     * @param insertOnly whether rows never change and never go away
     */
    public record Streamed(List<Boolean> eventTimes, boolean insertOnly) {

        public Streamed {
            eventTimes = List.copyOf(eventTimes);
        }
    }

    /**
     * What the optimiser says of a query as a stream. Takes longer than {@link #type}.
     *
     * @param query over relations of the catalogs alone
     * @throws ProblemException as {@link #type}; NOT_SUPPORTED if it can't run as a stream
     */
    public Streamed streamed(String query) {
        return refusing(query, () -> {
            rows.give(Map.of());
            RelNode plan;
            try {
                plan = session.optimize(session.convert(read(query)));
            } catch (TableException | ValidationException | RelOptPlanner.CannotPlanException refusal) {
                throw new ProblemException(
                        Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                "Flink can't run it as a stream: " + Refusals.sentence(refusal)),
                        refusal);
            }
            return new Streamed(
                    plan.getRowType().getFieldList().stream()
                            .map(field -> FlinkTypeFactory.isRowtimeIndicatorType(field.getType()))
                            .toList(),
                    ChangelogPlanUtils.isInsertOnly((StreamPhysicalRel) plan));
        });
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T refusing(String query, Reading<T> reading) {
        try {
            return reading.read();
        } catch (SqlParserException refusal) {
            throw Refusals.syntax(query, refusal);
        } catch (TableException | ValidationException | CalciteException refusal) {
            throw Refusals.meaning(refusal);
        } catch (StackOverflowError tooDeep) {
            throw new ProblemException(
                    Problem.of(ErrorCode.INVALID_STATEMENT, "This is nested too deeply for Flink's planner"), tooDeep);
        }
    }

    private ReadQuery read(String query) {
        if (Statements.length(query) > Statements.MOST_TOKENS) {
            throw new ProblemException(
                    Problem.of(ErrorCode.TOO_LARGE, "This is longer than " + Statements.MOST_TOKENS + " tokens"));
        }
        SqlNode parsed = session.parse(query);
        if (!parsed.isA(SqlKind.QUERY)) {
            throw new ProblemException(
                    ErrorCode.INVALID_STATEMENT, "Only a query can stand here: SELECT, WITH or VALUES");
        }
        List<Reference> references = QueryOutline.of(parsed).references();
        Set<RelationId> names = new HashSet<>();
        references.forEach(reference ->
                Names.resolve(reference.name().names, rows.database()).ifPresent(names::add));
        rows.expect(names);
        for (Reference reference : references) {
            Optional<RelationId> id = Names.resolve(reference.name().names, rows.database());
            if (id.flatMap(rows::find).isEmpty()) {
                String name = id.map(rows::meant)
                        .map(RelationId::toString)
                        .orElse(reference.name().toString());
                throw new ProblemException(Problem.of(ErrorCode.NOT_FOUND, "There is no table or view " + name)
                        .at(place(reference.name().getParserPosition())));
            }
        }
        return planning.read(session, query, LineMap.of(query), parsed, rows.database());
    }

    private static Position place(SqlParserPos place) {
        return new Position(Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum()));
    }

    private static List<Field> fields(RelDataType type, List<SqlNode> items) {
        RowType row = (RowType) FlinkTypeFactory.toLogicalRowType(type);
        List<Field> fields = new ArrayList<>();
        for (int at = 0; at < row.getFieldCount(); at++) {
            Optional<From> from = items.size() == row.getFieldCount() ? from(items.get(at)) : Optional.empty();
            fields.add(new Field(row.getFieldNames().get(at), row.getTypeAt(at), from));
        }
        return fields;
    }

    /** What a SELECT makes its columns of, stars replaced; nothing for other queries. */
    private static List<SqlNode> items(SqlNode validated) {
        return validated instanceof SqlSelect select && select.getSelectList() != null
                ? List.copyOf(select.getSelectList().getList())
                : List.of();
    }

    private static Optional<From> from(SqlNode item) {
        SqlNode of = item.getKind() == SqlKind.AS ? ((SqlBasicCall) item).operand(0) : item;
        return of instanceof SqlIdentifier identifier && identifier.names.size() == 2
                ? Optional.of(new From(identifier.names.get(0), identifier.names.get(1)))
                : Optional.empty();
    }
}
