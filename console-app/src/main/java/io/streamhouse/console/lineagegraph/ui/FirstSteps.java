package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.streamhouse.component.EmptyState;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import java.util.Comparator;
import java.util.List;

/** What is shown while nothing is chosen: what lineage is for, and some relations to begin with. */
final class FirstSteps extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 6;

    private final transient Catalogs catalogs;
    private transient List<RelationRef> offered = List.of();

    FirstSteps(Catalogs catalogs) {
        this.catalogs = catalogs;
        addClassName("lineage-first");
    }

    void refresh() {
        // Views first: there is something to see upstream of them.
        List<RelationRef> now = catalogs.relations().stream()
                .sorted(Comparator.comparing(FirstSteps::rank).thenComparing(RelationRef::id))
                .limit(MOST)
                .toList();
        if (now.equals(offered) && getElement().getChildCount() > 0) {
            return;
        }
        offered = now;
        removeAll();
        Button[] buttons = now.stream().map(FirstSteps::button).toArray(Button[]::new);
        if (buttons.length > 0) {
            buttons[0].addThemeVariants(ButtonVariant.PRIMARY);
            add(new EmptyState(
                    "Where does a column come from, and what breaks without it?",
                    "Search a table or a column above, or begin with one of these. Every relation is drawn with its"
                            + " columns, how fresh it is and what it costs; press a column, and its way lights up from"
                            + " its roots to everything that is made of it, with the expression at each hop.",
                    buttons));
        } else {
            Button catalog = new Button(
                    "Open the catalog", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("catalog")));
            catalog.addThemeVariants(ButtonVariant.PRIMARY);
            add(new EmptyState(
                    "There are no relations yet",
                    "Lineage says of every column where it comes from and what is made of it, as the planner that runs"
                            + " the queries understands them. Create a table and a view over it, and look here again.",
                    catalog));
        }
    }

    private static int rank(RelationRef relation) {
        RelationKind kind = relation.kind();
        return switch (kind) {
            case MATERIALIZED_VIEW -> 0;
            case VIEW -> 1;
            case TABLE -> 2;
        };
    }

    private static Button button(RelationRef relation) {
        return new Button(
                relation.id().name(),
                click -> click.getSource()
                        .getUI()
                        .ifPresent(ui -> ui.navigate(LineageNavigation.relation(relation.id()))));
    }
}
