package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.SearchHit;
import io.streamhouse.model.RelationId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Finds a relation or a column by what one types, and goes there. */
final class FocusSearch extends ComboBox<SearchHit> {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 50;

    FocusSearch(Catalogs catalogs, BiConsumer<RelationId, Optional<String>> go) {
        addClassName("lineage-search");
        setPlaceholder("Search a table or column…  /");
        setAriaLabel("Search a table or column");
        setPrefixComponent(VaadinIcon.SEARCH.create());
        setItemLabelGenerator(FocusSearch::label);
        setRenderer(new ComponentRenderer<>(FocusSearch::line));
        setItems(query -> {
            Stream<SearchHit> hits = catalogs.search(query.getFilter().orElse(""), MOST).stream();
            return hits.skip(query.getOffset()).limit(query.getLimit());
        });
        addValueChangeListener(change -> {
            SearchHit hit = change.getValue();
            if (change.isFromClient() && hit != null) {
                clear();
                go.accept(hit.relation().id(), hit.column());
            }
        });
    }

    private static String label(SearchHit hit) {
        return hit.relation().id().name()
                + hit.column().map(column -> "." + column).orElse("");
    }

    private static Div line(SearchHit hit) {
        Span name = new Span(label(hit));
        Span place = new Span(hit.relation().id().databaseId().toString());
        place.addClassName("sh-dim");
        Div line = new Div(name, place);
        line.addClassName("lineage-hit");
        return line;
    }
}
