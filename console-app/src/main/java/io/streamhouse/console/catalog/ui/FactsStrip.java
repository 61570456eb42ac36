package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.model.TableFacts;

/** The figures of a relation in one line of tiles. */
final class FactsStrip extends Div {

    private static final long serialVersionUID = 1L;

    FactsStrip() {
        addClassName("cat-facts");
    }

    void show(RelationOverview relation) {
        removeAll();
        boolean keyed = !relation.schema().primaryKey().isEmpty();
        relation.facts().ifPresent(facts -> {
            figure(
                    Formats.number(facts.rows()),
                    keyed ? "rows, at most" : "rows",
                    keyed
                            ? "Rows in the live files. Versions of the same key that are not merged yet count each."
                            : "Rows in the live files");
            figure(Formats.bytes(facts.bytes()), "in live files", Formats.number(facts.bytes()) + " bytes");
            figure(Formats.number(facts.files()), facts.files() == 1 ? "file" : "files", averageSize(facts));
            figure(
                    Formats.number(facts.snapshots()),
                    facts.snapshots() == 1 ? "snapshot" : "snapshots",
                    facts.currentSnapshot()
                            .map(snapshot -> "The current one is " + snapshot.id())
                            .orElse("None was written yet"));
            tile(
                    facts.currentSnapshot()
                            .<Component>map(snapshot -> new RelativeTime(snapshot.committedAt()))
                            .orElseGet(() -> new Span("never")),
                    "last commit",
                    "");
        });
        figure(String.valueOf(relation.schema().columns().size()), "columns", "");
        String key = String.join(", ", relation.schema().primaryKey());
        figure(keyed ? key : "none", "primary key", keyed ? key : "Rows are appended; none replaces another");
        if (!relation.schema().partitionKeys().isEmpty()) {
            String partition = String.join(", ", relation.schema().partitionKeys());
            figure(partition, "partitioned by", partition);
        }
    }

    private static String averageSize(TableFacts facts) {
        return facts.files() == 0 ? "" : Formats.bytes(facts.bytes() / facts.files()) + " each on average";
    }

    private void figure(String value, String what, String exact) {
        tile(new Span(value), what, exact);
    }

    private void tile(Component value, String what, String exact) {
        Span label = new Span(what);
        Div figure = new Div(value);
        figure.addClassName("cat-figure");
        label.addClassName("cat-dim");
        Div tile = new Div(figure, label);
        tile.addClassName("cat-tile");
        if (!exact.isEmpty()) {
            tile.getElement().setAttribute("title", exact);
        }
        add(tile);
    }
}
