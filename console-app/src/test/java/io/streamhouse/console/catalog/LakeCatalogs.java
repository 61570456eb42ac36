package io.streamhouse.console.catalog;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.model.Column;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Schema;
import io.streamhouse.model.ViewDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.schema.SchemaChange;
import org.apache.paimon.types.DataTypes;

/** The services of the catalog over a real warehouse in a folder, for features that rest on them. */
public final class LakeCatalogs implements AutoCloseable {

    private final Lake lake;
    private final CatalogIndex index;
    private final Catalogs catalogs;

    public LakeCatalogs(Path folder) throws Exception {
        lake = new Lake(folder);
        index = new CatalogIndex(lake, InstantSource.system());
        catalogs = new Catalogs(lake, index);
        index.start();
    }

    public Catalogs catalogs() {
        return catalogs;
    }

    public Connections connections() {
        return lake;
    }

    public static RelationId id(String name) {
        return Lake.id(name);
    }

    /** A table of texts. */
    public RelationId table(String name, String... columns) throws Exception {
        return lake.create(
                name, schema -> List.of(columns).forEach(column -> schema.column(column, DataTypes.STRING())));
    }

    /** A materialized view of texts. */
    public RelationId view(String name, String query, String... columns) {
        lake.warehouse(Lake.NAME).createView(definition(name, query, columns));
        return Lake.id(name);
    }

    public void changeQuery(String name, String query, String... columns) {
        lake.warehouse(Lake.NAME).alterView(definition(name, query, columns), Optional.empty(), Optional.empty());
    }

    private static ViewDefinition definition(String name, String query, String... columns) {
        Schema schema = new Schema(
                List.of(columns).stream()
                        .map(column -> Column.of(column, "STRING"))
                        .toList(),
                List.of(),
                List.of(),
                Optional.empty());
        return new ViewDefinition(
                Lake.id(name),
                query,
                schema,
                new FreshnessTarget.OnDemand(),
                new RequestedMode.Auto(),
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                Optional.empty(),
                Map.of());
    }

    public void dropColumn(String table, String column) throws Exception {
        lake.client.alterTable(Identifier.create("shop", table), SchemaChange.dropColumn(column), false);
    }

    public void drop(String name) {
        lake.warehouse(Lake.NAME).drop(Lake.id(name));
    }

    @Override
    public void close() throws Exception {
        index.destroy();
        lake.close();
    }
}
