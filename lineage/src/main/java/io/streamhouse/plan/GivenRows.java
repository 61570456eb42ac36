package io.streamhouse.plan;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.TypedQuery.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * The relations of queries over rows that are given by their fields. They are found in a database that nobody has, and
 * hide the current database's relations of the same name, as those of a WITH do.
 */
final class GivenRows extends KnownRelations {

    private static final String OWN_DATABASE = "$given";

    /** @param table with fields of as many time attributes as there are, which no definition can say */
    private record Given(Relation relation, ResolvedCatalogTable table) {}

    private final DatabaseId current;
    private final Map<String, Given> given = new HashMap<>();
    private final Map<RelationId, Optional<Relation>> reads = new LinkedHashMap<>();
    private final Set<RelationId> named = new HashSet<>();
    private boolean throughViews;

    GivenRows(DatabaseId current, RelationSource source) {
        super(source);
        this.current = current;
    }

    /** Where queries have to stand to find them. */
    DatabaseId database() {
        return new DatabaseId(current.catalog(), OWN_DATABASE);
    }

    /** From now on, these are given. */
    void give(Map<String, List<Field>> rows) {
        given.clear();
        reads.clear();
        named.clear();
        throughViews = false;
        rows.forEach((name, fields) -> given.put(name, given(name, fields)));
    }

    private Given given(String name, List<Field> fields) {
        List<Column> columns = fields.stream()
                .<Column>map(field -> {
                    DataType type = TypeConversions.fromLogicalToDataType(field.type());
                    return Column.physical(field.name(), type);
                })
                .toList();
        ResolvedSchema schema = ResolvedSchema.of(columns);
        CatalogTable table = CatalogTable.newBuilder()
                .schema(org.apache.flink.table.api.Schema.newBuilder()
                        .fromResolvedSchema(schema)
                        .build())
                .build();
        return new Given(
                new Relation.BaseTable(database().relation(name), Schema.of(), Map.of(), Optional.empty()),
                new ResolvedCatalogTable(table, schema));
    }

    /**
     * The names that the next query has, as they are looked up from {@link #database()}. The validator tries others, too,
     * which need not be looked for.
     */
    void expect(Set<RelationId> names) {
        named.addAll(names);
    }

    /** What has been asked for of the catalogs since rows were last given. */
    Map<RelationId, Optional<Relation>> reads() {
        return Map.copyOf(reads);
    }

    /** The relation that is meant, where it is not one of the given. */
    RelationId meant(RelationId id) {
        return id.databaseId().equals(database()) ? current.relation(id.name()) : id;
    }

    /** A relation of the catalogs, whether a query names it or not. */
    Optional<Relation> inCatalogs(RelationId id) {
        return super.find(id);
    }

    @Override
    Optional<Relation> find(RelationId id) {
        Given found = id.databaseId().equals(database()) ? given.get(id.name()) : null;
        if (found != null) {
            return Optional.of(found.relation());
        }
        // A view's query has names that are not known here.
        if (!throughViews && !named.contains(id)) {
            return Optional.empty();
        }
        RelationId meant = meant(id);
        Optional<Relation> relation = super.find(meant)
                .or(() -> SystemTables.base(meant).flatMap(super::find).flatMap(of -> SystemTables.of(of, meant)));
        reads.put(meant, relation);
        throughViews |= relation.isPresent() && relation.get() instanceof Relation.View;
        return relation;
    }

    @Override
    Optional<CatalogBaseTable> asDefined(RelationId id) {
        return id.databaseId().equals(database())
                ? Optional.ofNullable(given.get(id.name())).map(Given::table)
                : Optional.empty();
    }

    @Override
    boolean havePast() {
        return true;
    }
}
