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
        register(current.catalog());
        catalogs.setCurrentCatalog(current.catalog());
        catalogs.setCurrentDatabase(current.name());
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

    RelNode convert(ReadQuery query) {
        catalogs.setCurrentCatalog(query.current().catalog());
        catalogs.setCurrentDatabase(query.current().name());
        return query.planner().rel(query.validated()).project();
    }

    RelNode optimize(RelNode tree) {
        return planner.optimize(tree);
    }

    private void register(String catalog) {
        if (registered.add(catalog)) {
            catalogs.registerCatalog(catalog, new PlannedCatalog(catalog, relations));
        }
    }
}
