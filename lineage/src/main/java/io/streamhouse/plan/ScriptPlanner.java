package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.StatementFlow.Filled;
import io.streamhouse.sql.LineMap;
import io.streamhouse.sql.MaterializedTableStatement;
import io.streamhouse.sql.MaterializedTables;
import io.streamhouse.sql.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.SqlProperty;
import org.apache.flink.sql.parser.ddl.SqlCompilePlan;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.SqlCreateView;
import org.apache.flink.sql.parser.ddl.SqlDropTable;
import org.apache.flink.sql.parser.ddl.SqlDropView;
import org.apache.flink.sql.parser.ddl.SqlReplaceTableAs;
import org.apache.flink.sql.parser.ddl.SqlUseCatalog;
import org.apache.flink.sql.parser.ddl.SqlUseDatabase;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlCompileAndExecutePlan;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogView;
import org.apache.flink.table.catalog.ResolvedCatalogBaseTable;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.operations.CreateTableASOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ReplaceTableAsOperation;
import org.apache.flink.table.operations.ddl.CreateTableOperation;
import org.apache.flink.table.operations.ddl.CreateViewOperation;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.plan.metadata.FlinkDefaultRelMetadataProvider;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads a script's statements one after the other as Flink's planner understands them, without a cluster: what a
 * statement defines holds for those after it. Not safe for threads.
 */
public final class ScriptPlanner {

    private final PlannerSession session;
    private final ScriptRelations relations;
    private final Map<String, DeclaredFunction> functions = new HashMap<>();
    private DatabaseId current;

    private ScriptPlanner(PlannerSession session, ScriptRelations relations, DatabaseId current) {
        this.session = session;
        this.relations = relations;
        this.current = current;
    }

    /**
     * Reads a script; nothing of it is kept afterwards. The answer must not hold on to the planner.
     *
     * @param current where names of fewer than three parts are looked up to begin with
     * @param viewsAreTables whether the trees end at the views that statements name, rather than at what these read
     * @param functions those besides Flink's own
     */
    public static <T> T read(
            DatabaseId current,
            RelationSource source,
            boolean viewsAreTables,
            List<DeclaredFunction> functions,
            Function<ScriptPlanner, T> reading) {
        return QueryPlanner.atSeat(session -> {
            ScriptRelations relations = new ScriptRelations(source, viewsAreTables);
            // Calcite keeps what computes its metadata by thread, and the session may have been made by another.
            RelMetadataQueryBase.THREAD_PROVIDERS.set(
                    JaninoRelMetadataProvider.of(FlinkDefaultRelMetadataProvider.INSTANCE()));
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(WithoutLegacyFactories.INSTANCE);
            try {
                session.begin(relations);
                ScriptPlanner planner = new ScriptPlanner(session, relations, current);
                functions.forEach(planner::declare);
                return reading.apply(planner);
            } finally {
                session.end();
                thread.setContextClassLoader(before);
                RelMetadataQueryBase.THREAD_PROVIDERS.remove();
            }
        });
    }

    private void declare(DeclaredFunction function) {
        functions.put(function.name().toLowerCase(Locale.ROOT), function);
        session.declare(function);
    }

    /** The relation of that id, as the statements so far have left it. */
    public Optional<Relation> relation(RelationId id) {
        return relations.find(id);
    }

    /**
     * The relation whose own column a column of a relation is: what Paimon tells of a table's rows under another name,
     * like {@code orders$audit_log}, is the table's.
     */
    public RelationId holder(RelationId id, String column) {
        return SystemTables.base(id)
                .filter(base -> SystemTables.tellsRows(base, id))
                .filter(base -> relations
                        .find(base)
                        .filter(table -> table.schema().column(column).isPresent())
                        .isPresent())
                .orElse(id);
    }

    /**
     * Reads the next statement.
     *
     * @param statement one statement; of a statement set, one of its INSERTs
     * @return what it reads; empty if nothing flows from it
     * @throws ProblemException with the position in the statement, where there is one
     */
    public Optional<StatementFlow> next(String statement) {
        try {
            return read(statement);
        } catch (SqlParserException refusal) {
            throw Refusals.syntax(statement, refusal);
        } catch (TableException | ValidationException | CalciteException refusal) {
            throw Refusals.meaning(refusal);
        } catch (StackOverflowError tooDeep) {
            throw new ProblemException(
                    Problem.of(ErrorCode.INVALID_STATEMENT, "This statement is nested too deeply for Flink's planner")
                            .at(new Position(1, 1)),
                    tooDeep);
        }
    }

    private Optional<StatementFlow> read(String statement) {
        return switch (Statements.kind(statement)) {
            case QUERY, INSERT, UPDATE, COMPILE_PLAN, EXECUTE_PLAN, CREATE_TABLE_AS, DDL, USE, OTHER ->
                parsed(statement);
            case MATERIALIZED_TABLE -> {
                checkLength(statement);
                yield MaterializedTables.parse(statement).flatMap(this::materialized);
            }
            case STATEMENT_SET,
                    DELETE,
                    TRUNCATE,
                    EXPLAIN,
                    ANALYZE,
                    SET,
                    RESET,
                    SHOW,
                    DESCRIBE,
                    CALL,
                    ADD_JAR,
                    REMOVE_JAR,
                    MODULE,
                    STOP_JOB,
                    CLIENT,
                    EMPTY -> Optional.empty();
        };
    }

    private static void checkLength(String statement) {
        if (Statements.length(statement) > Statements.MOST_TOKENS) {
            throw new ProblemException(Problem.of(
                            ErrorCode.TOO_LARGE, "The statement is longer than " + Statements.MOST_TOKENS + " tokens")
                    .at(new Position(1, 1)));
        }
    }

    private Optional<StatementFlow> parsed(String statement) {
        checkLength(statement);
        return flow(statement, session.parse(statement));
    }

    private Optional<StatementFlow> flow(String text, SqlNode node) {
        return switch (node) {
            case SqlExecute execute -> flow(text, execute.getStatement());
            case SqlCompilePlan plan -> flow(text, plan.getOperandList().get(0));
            case SqlCompileAndExecutePlan plan ->
                flow(text, plan.getOperandList().get(0));
            case RichSqlInsert insert -> Optional.of(insert(text, insert));
            case SqlUpdate update -> Optional.of(update(text, update));
            case SqlCreateTableAs table -> Optional.of(tableAs(text, table, table.getAsQuery()));
            case SqlReplaceTableAs table -> Optional.of(tableAs(text, table, table.getAsQuery()));
            case SqlCreateTable table -> {
                table(text, table);
                yield Optional.empty();
            }
            case SqlCreateView view -> Optional.of(view(text, view));
            case SqlDropTable table -> {
                resolve(table.getTableName()).ifPresent(id -> relations.drop(id, table.isTemporary()));
                yield Optional.empty();
            }
            case SqlDropView view -> {
                resolve(view.getViewName()).ifPresent(id -> relations.drop(id, view.isTemporary()));
                yield Optional.empty();
            }
            case SqlUseCatalog use -> {
                current = new DatabaseId(use.catalogName(), "default");
                yield Optional.empty();
            }
            case SqlUseDatabase use -> {
                use(List.of(use.fullDatabaseName()));
                yield Optional.empty();
            }
            case SqlCreateFunction function -> {
                function(function);
                yield Optional.empty();
            }
            default ->
                node.isA(org.apache.calcite.sql.SqlKind.QUERY) ? Optional.of(query(text, node)) : Optional.empty();
        };
    }

    private void use(List<String> parts) {
        current = parts.size() == 1
                ? new DatabaseId(current.catalog(), parts.get(0))
                : new DatabaseId(parts.get(0), parts.get(1));
    }

    /** A function without a declaration of its own is taken for one that makes a STRING of its arguments. */
    private void function(SqlCreateFunction create) {
        String[] name = create.getFunctionIdentifier();
        String last = name[name.length - 1];
        DeclaredFunction function = functions.getOrDefault(
                last.toLowerCase(Locale.ROOT),
                new DeclaredFunction(last, DeclaredFunction.Kind.SCALAR, Optional.empty()));
        if (create.isSystemFunction()) {
            session.declare(function);
        } else {
            Names.resolve(List.of(name), current).ifPresent(id -> session.declare(id.databaseId(), function));
        }
    }

    private StatementFlow query(String text, SqlNode node) {
        Query query = read(text, node);
        return new StatementFlow(Optional.empty(), query.inOrder(), query.tree(), query.reads());
    }

    private StatementFlow insert(String text, RichSqlInsert insert) {
        RelationId target = target(insert.getTargetTableID());
        List<String> columns = insertable(target);
        List<String> fixed = new ArrayList<>();
        for (SqlNode partition : insert.getStaticPartitions()) {
            SqlIdentifier key = ((SqlProperty) partition).getKey();
            known(columns, key, target);
            fixed.add(key.getSimple());
        }
        List<String> filled = new ArrayList<>(columns);
        filled.removeAll(fixed);
        SqlNodeList named = insert.getTargetColumnList();
        if (named != null && !named.isEmpty()) {
            filled.clear();
            for (SqlNode column : named) {
                known(columns, (SqlIdentifier) column, target);
                filled.add(((SqlIdentifier) column).names.get(0));
            }
        }
        Query query = read(text, insert.getSource());
        if (query.columns().size() != filled.size()) {
            throw refused(
                    ErrorCode.INVALID_STATEMENT,
                    "The query gives " + query.columns().size() + " columns, but " + filled.size()
                            + " are to be filled",
                    insert.getSource());
        }
        List<Filled> result = new ArrayList<>();
        for (String column : columns) {
            int at = filled.indexOf(column);
            if (at >= 0) {
                result.add(new Filled(column, OptionalInt.of(at)));
            } else if (fixed.contains(column)) {
                result.add(new Filled(column, OptionalInt.empty()));
            }
        }
        return new StatementFlow(Optional.of(target), result, query.tree(), query.reads());
    }

    private StatementFlow update(String text, SqlUpdate update) {
        RelationId target = target(update.getTargetTable());
        List<String> columns = insertable(target);
        List<String> set = new ArrayList<>();
        for (SqlNode column : update.getTargetColumnList()) {
            known(columns, (SqlIdentifier) column, target);
            set.add(((SqlIdentifier) column).names.get(0));
        }
        SqlSelect source = new SqlSelect(
                update.getParserPosition(),
                null,
                update.getSourceExpressionList(),
                update.getTargetTable(),
                update.getCondition(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Query query = read(text, source);
        List<Filled> result = columns.stream()
                .filter(set::contains)
                .map(column -> new Filled(column, OptionalInt.of(set.indexOf(column))))
                .toList();
        return new StatementFlow(Optional.of(target), result, query.tree(), query.reads());
    }

    private RelationId target(SqlNode name) {
        RelationId id = resolve((SqlIdentifier) name)
                .filter(named -> relations.find(named).isPresent())
                .orElseThrow(() -> refused(ErrorCode.NOT_FOUND, "There is no table " + name, name));
        if (relations.find(id).orElseThrow() instanceof Relation.View) {
            throw refused(ErrorCode.INVALID_STATEMENT, "A view can't be written to: " + id, name);
        }
        return id;
    }

    /** The columns that a row written to the table consists of. */
    private List<String> insertable(RelationId id) {
        Optional<CatalogBaseTable> table = relations.asDefined(id);
        return table.isPresent() && table.get() instanceof ResolvedCatalogBaseTable<?> resolved
                ? resolved.getResolvedSchema().getColumns().stream()
                        .filter(org.apache.flink.table.catalog.Column::isPersisted)
                        .map(org.apache.flink.table.catalog.Column::getName)
                        .toList()
                : relations.find(id).orElseThrow().schema().storedColumns().stream()
                        .map(Column::name)
                        .toList();
    }

    private static void known(List<String> columns, SqlIdentifier column, RelationId table) {
        if (!columns.contains(column.names.get(0))) {
            throw refused(
                    ErrorCode.NOT_FOUND,
                    "The table " + table + " has no column '" + column.names.get(0) + "' that can be filled",
                    column);
        }
    }

    private void table(String text, SqlCreateTable create) {
        if (session.define(text, current) instanceof CreateTableOperation operation) {
            define(id(create.getTableName()), operation.getCatalogTable(), operation.isTemporary());
        }
    }

    private void define(RelationId id, ResolvedCatalogTable table, boolean forNow) {
        ResolvedSchema schema = table.getResolvedSchema();
        List<Column> columns = schema.getColumns().stream()
                .map(column -> column(column.getName(), column.getDataType().getLogicalType()))
                .toList();
        List<String> key = schema.getPrimaryKey()
                .map(constraint -> constraint.getColumns())
                .orElse(List.of());
        relations.define(
                new Relation.BaseTable(
                        id,
                        new Schema(columns, key, table.getPartitionKeys(), Optional.empty()),
                        table.getOptions(),
                        Optional.empty()),
                Optional.of(table),
                forNow);
    }

    private StatementFlow tableAs(String text, SqlCreateTable create, SqlNode source) {
        // Flink reads the query while it reads the definition, and alters the parsed tree: each has its own.
        Query query = read(text, source);
        RelationId id = id(create.getTableName());
        Operation operation = session.define(text, current);
        ResolvedCatalogTable table =
                switch (operation) {
                    case CreateTableASOperation as ->
                        as.getCreateTableOperation().getCatalogTable();
                    case ReplaceTableAsOperation as ->
                        as.getCreateTableOperation().getCatalogTable();
                    default ->
                        throw refused(ErrorCode.NOT_SUPPORTED, "This table's definition is not understood", create);
                };
        define(id, table, create.isTemporary());
        List<Filled> filled = new ArrayList<>();
        for (org.apache.flink.table.catalog.Column column :
                table.getResolvedSchema().getColumns()) {
            int at = query.names().indexOf(column.getName());
            if (at >= 0) {
                filled.add(new Filled(column.getName(), OptionalInt.of(at)));
            }
        }
        return new StatementFlow(Optional.of(id), filled, query.tree(), query.reads());
    }

    private StatementFlow view(String text, SqlCreateView create) {
        SqlNodeList named = create.getFieldList();
        Query query = read(text, create.getQuery());
        RelationId id = id(create.getViewName());
        List<Column> columns = query.columns();
        if (named != null && !named.isEmpty()) {
            if (named.size() != columns.size()) {
                throw refused(
                        ErrorCode.INVALID_STATEMENT,
                        "The view names " + named.size() + " columns, but its query gives " + columns.size(),
                        named);
            }
            columns = new ArrayList<>();
            for (int at = 0; at < named.size(); at++) {
                Column given = query.columns().get(at);
                String name = ((SqlIdentifier) named.get(at)).getSimple();
                columns.add(given.nullable() ? Column.of(name, given.type()) : Column.notNull(name, given.type()));
            }
        }
        if (session.define(text, current) instanceof CreateViewOperation operation) {
            CatalogView view = operation.getCatalogView();
            relations.define(
                    new Relation.View(
                            id,
                            new Schema(columns, List.of(), List.of(), Optional.empty()),
                            view.getExpandedQuery(),
                            Map.of(),
                            Optional.empty()),
                    Optional.of(view),
                    create.isTemporary());
        }
        return new StatementFlow(Optional.of(id), fields(columns), query.tree(), query.reads());
    }

    private Optional<StatementFlow> materialized(MaterializedTableStatement statement) {
        return switch (statement) {
            case MaterializedTableStatement.Create create -> {
                RelationId id = create.id(current);
                Query query = within(create.queryStart(), create.query());
                relations.define(
                        new Relation.MaterializedView(
                                id,
                                new Schema(
                                        query.columns(), create.primaryKey(), create.partitionedBy(), Optional.empty()),
                                create.query(),
                                create.options(),
                                create.comment()),
                        Optional.empty(),
                        false);
                yield Optional.of(query.into(id));
            }
            case MaterializedTableStatement.ChangeQuery change ->
                Optional.of(within(change.queryStart(), change.query()).into(change.id(current)));
            case MaterializedTableStatement.Drop drop -> {
                relations.drop(drop.id(current), false);
                yield Optional.empty();
            }
            case MaterializedTableStatement.SetFreshness ignored -> Optional.empty();
            case MaterializedTableStatement.SetRefreshMode ignored -> Optional.empty();
            case MaterializedTableStatement.SetFreshnessAndMode ignored -> Optional.empty();
            case MaterializedTableStatement.Suspend ignored -> Optional.empty();
            case MaterializedTableStatement.Resume ignored -> Optional.empty();
            case MaterializedTableStatement.Refresh ignored -> Optional.empty();
            case MaterializedTableStatement.Show ignored -> Optional.empty();
        };
    }

    /** A query with a text of its own that starts somewhere in its statement. */
    private Query within(Position start, String query) {
        try {
            return read(query, session.parse(query));
        } catch (ProblemException refusal) {
            throw placed(refusal, start);
        } catch (SqlParserException refusal) {
            throw placed(Refusals.syntax(query, refusal), start);
        } catch (TableException | ValidationException | CalciteException refusal) {
            throw placed(Refusals.meaning(refusal), start);
        }
    }

    private static ProblemException placed(ProblemException refusal, Position start) {
        Problem problem = refusal.problem();
        return new ProblemException(
                problem.where().map(place -> problem.at(place.within(start))).orElse(problem), refusal);
    }

    /** A query as it has been read. */
    private record Query(RelNode tree, List<Column> columns, Set<RelationId> reads) {

        List<String> names() {
            return columns.stream().map(Column::name).toList();
        }

        List<Filled> inOrder() {
            return fields(columns);
        }

        StatementFlow into(RelationId target) {
            return new StatementFlow(Optional.of(target), inOrder(), tree, reads);
        }
    }

    private static List<Filled> fields(List<Column> columns) {
        List<Filled> fields = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            fields.add(new Filled(columns.get(at).name(), OptionalInt.of(at)));
        }
        return fields;
    }

    private Query read(String text, SqlNode node) {
        // One for each query: views may mean something else to the next statement.
        Planning planning = new Planning(session, () -> session, relations);
        QueryOutline outline = QueryOutline.of(node);
        Set<RelationId> reads = new HashSet<>();
        outline.references().forEach(reference -> resolve(reference.name()).ifPresent(reads::add));
        ReadQuery read = planning.read(session, text, LineMap.of(text), node, current);
        RelNode tree = Planning.convert(session, read);
        RowType row = (RowType) FlinkTypeFactory.toLogicalRowType(tree.getRowType());
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < row.getFieldCount(); at++) {
            columns.add(column(read.columns().get(at), row.getTypeAt(at)));
        }
        return new Query(tree, columns, reads);
    }

    private static Column column(String name, LogicalType type) {
        LogicalTypeRoot root = type.getTypeRoot();
        String text = root == LogicalTypeRoot.NULL
                ? "STRING"
                : org.apache.flink.table.types.logical.utils.LogicalTypeUtils.removeTimeAttributes(type)
                        .copy(true)
                        .asSerializableString();
        return type.isNullable() ? Column.of(name, text) : Column.notNull(name, text);
    }

    private Optional<RelationId> resolve(SqlIdentifier name) {
        return Names.resolve(name.names, current);
    }

    private RelationId id(SqlIdentifier name) {
        return resolve(name)
                .orElseThrow(() -> refused(ErrorCode.INVALID_STATEMENT, "No relation can be called " + name, name));
    }

    private static ProblemException refused(ErrorCode code, String what, SqlNode where) {
        SqlParserPos place = where.getParserPosition();
        return new ProblemException(Problem.of(code, what)
                .at(new Position(Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum()))));
    }
}
