package io.streamhouse.console.catalog.ui;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationRef;

/** A line of the tree. Equal by what it stands for, so that what is open stays open when the tree is read again. */
sealed interface TreeItem {

    String label();

    String icon();

    /** The address of its page behind {@code catalog/}. */
    String address();

    record CatalogItem(String name) implements TreeItem {
        @Override
        public String label() {
            return name;
        }

        @Override
        public String icon() {
            return Kinds.CATALOG_ICON;
        }

        @Override
        public String address() {
            return io.streamhouse.model.Identifiers.plain(name);
        }
    }

    record DatabaseItem(DatabaseId id) implements TreeItem {
        @Override
        public String label() {
            return id.name();
        }

        @Override
        public String icon() {
            return Kinds.DATABASE_ICON;
        }

        @Override
        public String address() {
            return id.toString();
        }
    }

    record RelationItem(RelationRef ref) implements TreeItem {
        @Override
        public String label() {
            return ref.id().name();
        }

        @Override
        public String icon() {
            return Kinds.icon(ref.kind());
        }

        @Override
        public String address() {
            return ref.id().toString();
        }
    }
}
