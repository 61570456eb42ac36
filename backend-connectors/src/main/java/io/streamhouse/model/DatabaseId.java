package io.streamhouse.model;

/** Names a database inside a catalog. */
public record DatabaseId(String catalog, String name) implements Comparable<DatabaseId> {

    public RelationId relation(String relation) {
        return new RelationId(catalog, name, relation);
    }

    /** The id with both parts in backticks, safe to put into a statement. */
    public String quoted() {
        return Identifiers.quote(catalog) + "." + Identifiers.quote(name);
    }

    @Override
    public int compareTo(DatabaseId other) {
        int byCatalog = catalog.compareTo(other.catalog);
        return byCatalog != 0 ? byCatalog : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return Identifiers.plain(catalog) + "." + Identifiers.plain(name);
    }
}
