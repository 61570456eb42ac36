package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.console.catalog.SchemaChanges;
import io.streamhouse.model.Column;
import io.streamhouse.model.SchemaVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Columns, keys and event time of a relation, a view's query, and how the schema came to be what it is. */
final class SchemaTab extends RelationTab {

    private static final long serialVersionUID = 1L;

    private final transient CatalogPages pages;
    private transient @Nullable RelationOverview shown;

    SchemaTab(CatalogPages pages) {
        this.pages = pages;
    }

    @Override
    void refresh(RelationOverview relation) {
        if (shown != null
                && shown.schema().equals(relation.schema())
                && shown.options().equals(relation.options())
                && shown.comment().equals(relation.comment())) {
            return;
        }
        shown = relation;
        removeAll();
        relation.comment().filter(text -> !text.isBlank()).ifPresent(text -> add(new Paragraph(text)));
        add(columns(relation));
        relation.query().ifPresent(query -> add(card("Query", query(query))));
        if (relation.stored()) {
            List<SchemaVersion> versions = pages.catalogs().schemas(relation.id());
            if (versions.size() > 1) {
                add(card("Schema history", history(versions)));
            }
        }
    }

    private static Component columns(RelationOverview relation) {
        PlainTable table = new PlainTable("Columns of " + relation.id(), ">#", "Column", "Type", "", "Comment");
        int number = 1;
        for (Column column : relation.schema().columns()) {
            String position = String.valueOf(number++);
            table.addRow(
                    PlainTable.number(position, "Column " + position),
                    PlainTable.code(column.name()),
                    PlainTable.code(column.type()),
                    marks(relation, column),
                    PlainTable.dim(column.comment().orElse("")));
        }
        Section card = new Section(table);
        card.addClassName("cat-card");
        return card;
    }

    private static Div marks(RelationOverview relation, Column column) {
        Div marks = new Div();
        marks.addClassName("cat-marks");
        if (relation.schema().primaryKey().contains(column.name())) {
            marks.add(new StatusChip(Tone.ACCENT, "key").withTitle("Part of the primary key"));
        }
        if (relation.schema().partitionKeys().contains(column.name())) {
            marks.add(new StatusChip(Tone.INCREMENTAL, "partition").withTitle("The table is partitioned by it"));
        }
        relation.schema()
                .watermark()
                .filter(watermark -> watermark.column().equals(column.name()))
                .ifPresent(watermark -> marks.add(new StatusChip(Tone.OK, "event time")
                        .withTitle("WATERMARK FOR " + watermark.column() + " AS " + watermark.expression())));
        if (!column.nullable()) {
            marks.add(PlainTable.dim("not null"));
        }
        column.computedAs().ifPresent(expression -> marks.add(PlainTable.code("= " + expression)));
        return marks;
    }

    private static Component query(String query) {
        Pre text = new Pre(query);
        text.addClassName("cat-query");
        text.getElement().setAttribute("tabindex", "0");
        return text;
    }

    private static Component history(List<SchemaVersion> versions) {
        PlainTable table = new PlainTable("Versions of the schema", ">Version", "When", "What changed");
        for (int i = versions.size() - 1; i >= 0; i--) {
            SchemaVersion version = versions.get(i);
            Optional<SchemaVersion> before = i == 0 ? Optional.empty() : Optional.of(versions.get(i - 1));
            String what = before.map(previous -> String.join(" · ", SchemaChanges.between(previous, version)))
                    .orElse("created with " + version.schema().columns().size() + " columns");
            table.addRow(
                    PlainTable.number(String.valueOf(version.id()), "Schema version " + version.id()),
                    new RelativeTime(version.createdAt()),
                    new Span(what.isEmpty() ? "nothing that can be seen" : what));
        }
        return table;
    }

    static Section card(String title, Component... content) {
        Section card = new Section(new H2(title));
        card.add(content);
        card.addClassName("cat-card");
        return card;
    }
}
