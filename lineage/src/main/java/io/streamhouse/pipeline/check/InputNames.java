package io.streamhouse.pipeline.check;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.sql.CompletionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogs with a node's inputs among the relations of the current database, where they hide others of their names.
 */
record InputNames(CompletionSource names, Map<String, Schema> inputs) implements CompletionSource {

    @Override
    public String currentCatalog() {
        return names.currentCatalog();
    }

    @Override
    public String currentDatabase() {
        return names.currentDatabase();
    }

    @Override
    public List<String> catalogs() {
        return names.catalogs();
    }

    @Override
    public List<String> databases(String catalog) {
        return names.databases(catalog);
    }

    @Override
    public List<RelationRef> relations(DatabaseId database) {
        if (!database.equals(current())) {
            return names.relations(database);
        }
        List<RelationRef> relations = new ArrayList<>();
        inputs.keySet().forEach(name -> relations.add(new RelationRef(database.relation(name), RelationKind.VIEW)));
        names.relations(database).stream()
                .filter(relation -> !inputs.containsKey(relation.id().name()))
                .forEach(relations::add);
        return relations;
    }

    @Override
    public Optional<Schema> schema(RelationId relation) {
        Schema given = relation.databaseId().equals(current()) ? inputs.get(relation.name()) : null;
        return given == null ? names.schema(relation) : Optional.of(given);
    }

    @Override
    public List<String> functions() {
        return names.functions();
    }

    private DatabaseId current() {
        return new DatabaseId(currentCatalog(), currentDatabase());
    }
}
