package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.editor.EditorMarks;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.views.ViewDdl;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.ProblemException;
import io.streamhouse.refresh.QueryChange;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The view's query, to be read and changed; what a change keeps, rebuilds and loses is said before it is made. */
final class DefinitionPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Views views;
    private final transient ViewActions actions;
    private final SqlEditor query = new SqlEditor("Query of the view");
    private final transient EditorMarks marks;
    private final Pre statement = new Pre();
    private final ProblemPanel problem = new ProblemPanel();
    private final Div outcome = new Div();
    private final Button change = new Button("Change the query", VaadinIcon.CHECK.create(), click -> change());
    private final Button discard = new Button("Discard", click -> discard());
    private transient @Nullable ViewState view;
    private boolean edited;
    private long looks;

    DefinitionPanel(Views views, ViewActions actions, CatalogNames names) {
        this.views = views;
        this.actions = actions;
        this.marks = new EditorMarks(query, () -> names.completion(Namespace.DEFAULT));
        addClassName("views-columns");
        query.addClassName("views-editor");
        query.addChangeListener(changed -> look(changed.value()));
        change.addThemeVariants(ButtonVariant.PRIMARY);
        H2 title = new H2("Query");
        title.add(new Span("edit it to see what a change would bring"));
        outcome.addClassName("views-preview");
        outcome.getElement().setAttribute("aria-live", "polite");
        Div buttons = new Div(change, discard);
        buttons.addClassName("sh-actions");
        Div left = new Div(title, query, problem, outcome, buttons);
        left.addClassNames("sh-card", "views-form");
        statement.addClassName("sh-block");
        statement.getElement().setAttribute("tabindex", "0");
        Div right = new Div(new H2("As a statement"), statement);
        right.addClassName("sh-card");
        add(left, right);
        discard();
    }

    void show(ViewState now) {
        boolean another = view == null
                || !view.definition().query().equals(now.definition().query());
        view = now;
        if (another && !edited) {
            query.setValue(now.definition().query());
        }
        String text = ViewDdl.of(now);
        if (!text.equals(statement.getText())) {
            statement.setText(text);
        }
    }

    private void look(String text) {
        ViewState shown = view;
        marks.check(text);
        if (shown == null || text.strip().equals(shown.definition().query().strip())) {
            discard();
            return;
        }
        edited = true;
        discard.setVisible(true);
        change.setEnabled(false);
        long number = ++looks;
        actions.look(
                UI.getCurrent(),
                () -> views.previewQuery(shown.id(), text),
                found -> {
                    if (number == looks) {
                        show(found);
                    }
                },
                failure -> {
                    if (number == looks) {
                        refuse(failure);
                    }
                });
    }

    private void refuse(Throwable failure) {
        outcome.removeAll();
        problem.show(ProblemTexts.of(failure));
        if (failure instanceof ProblemException known) {
            marks.show(known.problem());
        }
    }

    private void show(QueryChange found) {
        problem.clear();
        outcome.removeAll();
        found.refusal().ifPresent(why -> {
            problem.show(ProblemTexts.of(why));
            marks.show(why);
        });
        list("Kept", found.kept());
        list("Rebuilt", found.rebuilt());
        list("Lost", found.lost());
        list("Worth knowing", found.warnings());
        change.setEnabled(found.refusal().isEmpty());
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            UnorderedList list = new UnorderedList();
            items.forEach(item -> list.add(new ListItem(item)));
            H3 heading = new H3(title);
            heading.addClassName("views-heading");
            outcome.add(heading, list);
        }
    }

    private void change() {
        ViewState shown = view;
        String text = query.getValue();
        if (shown == null) {
            return;
        }
        actions.change(who -> {
            views.changeQuery(who, shown.id(), text, OptionalLong.of(shown.revision()));
            return "The new content is being computed; until then the view shows the old one";
        });
        edited = false;
        discard.setVisible(false);
        change.setEnabled(false);
        outcome.removeAll();
        outcome.add(new Paragraph(ViewWords.dim("Asked for: the switches show how it is done.")));
    }

    private void discard() {
        looks++;
        if (edited && view != null) {
            query.setValue(view.definition().query());
        }
        edited = false;
        problem.clear();
        outcome.removeAll();
        change.setEnabled(false);
        discard.setVisible(false);
    }
}
