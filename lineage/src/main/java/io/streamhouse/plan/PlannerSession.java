package io.streamhouse.plan;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.QueryOutline.Reference;
import io.streamhouse.sql.LineMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.CatalogManager;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.planner.calcite.FlinkPlannerImpl;
import org.apache.flink.table.planner.delegation.PlannerBase;

/** Flink's planner for one planning at a time, streaming or batch. Not safe for threads. */
final class PlannerSession {

    /** No person calls a catalog that: theirs are registered while they are planned with. */
    private static final String OWN_CATALOG = "$planner";

    private static final String OWN_DATABASE = "$planner";

    private final CatalogManager catalogs;
    private final PlannerBase planner;
    private final Set<String> registered = new HashSet<>();
    private final Set<String> functions = new HashSet<>();
    private final Set<UnresolvedIdentifier> qualified = new HashSet<>();
    private KnownRelations relations = new KnownRelations(id -> Optional.empty());

    PlannerSession(boolean streaming) {
        Configuration configuration = new Configuration();
        configuration.set(
                OptimizerConfigOptions.TABLE_OPTIMIZER_NONDETERMINISTIC_UPDATE_STRATEGY,
                OptimizerConfigOptions.NonDeterministicUpdateStrategy.TRY_RESOLVE);
        configuration.set(OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SUB_PLAN_ENABLED, false);
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance()
                .withBuiltInCatalogName(OWN_CATALOG)
                .withBuiltInDatabaseName(OWN_DATABASE)
                .withClassLoader(PlannerSession.class.getClassLoader())
                .withConfiguration(configuration);
        TableEnvironmentImpl environment =
                TableEnvironmentImpl.create((streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        catalogs = environment.getCatalogManager();
        planner = (PlannerBase) environment.getPlanner();
    }

    /** Begins a planning: from now on names mean these relations. */
    void begin(KnownRelations known) {
        relations = known;
    }

    /** Ends it: nothing of it stays. */
    void end() {
        functions.forEach(name -> planner.functionCatalog().dropTemporarySystemFunction(name, true));
        functions.clear();
        qualified.forEach(name -> planner.functionCatalog().dropTemporaryCatalogFunction(name, true));
        qualified.clear();
        catalogs.setCurrentCatalog(OWN_CATALOG);
        registered.forEach(catalog -> catalogs.unregisterCatalog(catalog, true));
        registered.clear();
    }

    SqlNode parse(String query) {
        return planner.createFlinkPlanner().parser().parse(query);
    }

    /** Validates a parsed query whose relations all exist. */
    ReadQuery validate(String text, LineMap lines, SqlNode parsed, QueryOutline outline, DatabaseId current) {
        for (Reference reference : outline.references()) {
            Names.resolve(reference.name().names, current)
                    .map(RelationId::catalog)
                    .ifPresent(this::register);
        }
        stand(current);
        FlinkPlannerImpl flink = planner.createFlinkPlanner();
        SqlNode validated = flink.validate(parsed);
        return new ReadQuery(
                text,
                lines,
                current,
                outline,
                validated,
                flink.getOrCreateSqlValidator().getValidatedNodeType(validated).getFieldNames(),
                flink);
    }

    /** What Flink makes of a statement that defines something. */
    Operation define(String statement, DatabaseId current) {
        stand(current);
        return planner.getParser().parse(statement).get(0);
    }

    /** Lets queries call a function by its bare name, until the planning ends. */
    void declare(DeclaredFunction function) {
        functions.add(function.name());
        planner.functionCatalog().dropTemporarySystemFunction(function.name(), true);
        planner.functionCatalog().registerTemporarySystemFunction(function.name(), new StubFunction(function), true);
    }

    /** Lets queries call a function by the whole of its name, until the planning ends. */
    void declare(DatabaseId database, DeclaredFunction function) {
        UnresolvedIdentifier name = UnresolvedIdentifier.of(database.catalog(), database.name(), function.name());
        register(database.catalog());
        qualified.add(name);
        planner.functionCatalog().dropTemporaryCatalogFunction(name, true);
        planner.functionCatalog().registerTemporaryCatalogFunction(name, new StubFunction(function), true);
    }

    RelNode convert(ReadQuery query) {
        stand(query.current());
        return query.planner().rel(query.validated()).project();
    }

    RelNode optimize(RelNode tree) {
        return planner.optimize(tree);
    }

    private void stand(DatabaseId current) {
        register(current.catalog());
        catalogs.setCurrentCatalog(current.catalog());
        catalogs.setCurrentDatabase(current.name());
    }

    /** Makes a catalog known; one that a view's query names must be before that view is read. */
    void register(String catalog) {
        if (registered.add(catalog)) {
            catalogs.registerCatalog(catalog, new PlannedCatalog(catalog, relations));
        }
    }
}
