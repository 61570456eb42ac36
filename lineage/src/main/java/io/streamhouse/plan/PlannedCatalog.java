package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogPartitionSpec;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.CatalogView;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.factories.Factory;

/** A catalog as Flink's planner asks one: its relations come from the planning that goes on, its tables are stubs. */
final class PlannedCatalog extends GenericInMemoryCatalog {

    private final String catalog;
    private final KnownRelations relations;

    private final BiFunction<DatabaseId, CatalogBaseTable, CatalogBaseTable> resolver;

    /** By name: the planner asks for each several times, and to resolve a view is to read its query. */
    private final Map<ObjectPath, Resolved> resolved = new HashMap<>();

    /**
     * @param revision of all relations, when it was resolved
     * @param as what the relation was resolved to
     */
    private record Resolved(Relation relation, int revision, CatalogBaseTable as) {}

    /**
     * @param resolver has Flink understand a definition, standing in a database: the types of its columns, and what a
     *     view's query gives
     */
    PlannedCatalog(
            String catalog,
            KnownRelations relations,
            BiFunction<DatabaseId, CatalogBaseTable, CatalogBaseTable> resolver) {
        super(catalog);
        this.catalog = catalog;
        this.relations = relations;
        this.resolver = resolver;
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(StubTables.FACTORY);
    }

    /** Databases are not known, only relations: any may be. */
    @Override
    public boolean databaseExists(String database) {
        return true;
    }

    @Override
    public CatalogDatabase getDatabase(String database) {
        return new CatalogDatabaseImpl(Map.of(), null);
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return find(path).isPresent();
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        Relation relation = find(path).orElseThrow(() -> new TableNotExistException(catalog, path));
        Resolved known = resolved.get(path);
        if (known == null || known.relation() != relation || known.revision() != relations.revision()) {
            CatalogBaseTable as = resolver.apply(relation.id().databaseId(), defined(relation));
            known = new Resolved(relation, relations.revision(), as);
            resolved.put(path, known);
        }
        return known.as();
    }

    private CatalogBaseTable defined(Relation relation) {
        boolean flat = relation instanceof Relation.View && relations.viewsAreTables();
        return flat ? table(relation) : relations.asDefined(relation.id()).orElseGet(() -> asStored(relation));
    }

    private static CatalogBaseTable asStored(Relation relation) {
        return switch (relation) {
            case Relation.View view ->
                CatalogView.of(schema(view), view.comment().orElse(""), view.query(), view.query(), Map.of());
            case Relation.BaseTable ignored -> table(relation);
            case Relation.MaterializedView ignored -> table(relation);
        };
    }

    /** The planner asks this way for {@code FOR SYSTEM_TIME AS OF} a point in time. */
    @Override
    public CatalogBaseTable getTable(ObjectPath path, long timestamp) throws TableNotExistException {
        if (relations.havePast()) {
            return getTable(path);
        }
        throw new ProblemException(
                ErrorCode.NOT_SUPPORTED,
                "A view can't read " + path.getFullName() + " as it was at a point in time: that never changes",
                "Leave FOR SYSTEM_TIME AS OF out, or query the past without a view");
    }

    /** Which partitions there are changes nothing of what a query means; the planner asks in batch mode, to count rows. */
    @Override
    public List<CatalogPartitionSpec> listPartitions(ObjectPath path) {
        return List.of();
    }

    private Optional<Relation> find(ObjectPath path) {
        return path.getDatabaseName().isEmpty() || path.getObjectName().isEmpty()
                ? Optional.empty()
                : relations.find(new RelationId(catalog, path.getDatabaseName(), path.getObjectName()));
    }

    private static CatalogTable table(Relation relation) {
        return CatalogTable.newBuilder()
                .schema(schema(relation))
                .partitionKeys(relation.schema().partitionKeys())
                .options(relation.options())
                .build();
    }

    private static Schema schema(Relation relation) {
        io.streamhouse.model.Schema known = relation.schema();
        Schema.Builder schema = Schema.newBuilder();
        for (Column column : known.columns()) {
            if (column.computedAs().isPresent()) {
                schema.columnByExpression(column.name(), column.computedAs().get());
            } else {
                boolean nullable = column.nullable() && !known.primaryKey().contains(column.name());
                schema.column(column.name(), nullable ? column.type() : column.type() + " NOT NULL");
            }
        }
        known.watermark().ifPresent(watermark -> schema.watermark(watermark.column(), watermark.expression()));
        if (!known.primaryKey().isEmpty()) {
            schema.primaryKey(known.primaryKey());
        }
        return schema.build();
    }
}
