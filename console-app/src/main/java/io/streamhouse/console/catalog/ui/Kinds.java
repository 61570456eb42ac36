package io.streamhouse.console.catalog.ui;

import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.model.RelationKind;

/** What the kinds of relation look like. */
final class Kinds {

    static final String CATALOG_ICON = "vaadin:archives";
    static final String DATABASE_ICON = "vaadin:database";

    private Kinds() {}

    static String icon(RelationKind kind) {
        return switch (kind) {
            case TABLE -> "vaadin:table";
            case VIEW -> "vaadin:eye";
            case MATERIALIZED_VIEW -> "vaadin:bolt";
        };
    }

    static StatusChip chip(RelationKind kind) {
        return new StatusChip(kind == RelationKind.MATERIALIZED_VIEW ? Tone.ACCENT : Tone.NEUTRAL, word(kind));
    }

    static String word(RelationKind kind) {
        String word = CatalogNavigation.word(kind);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
