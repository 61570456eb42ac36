package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.console.catalog.design.OpenDesign;
import io.streamhouse.console.catalog.design.OpenTable;
import io.streamhouse.console.catalog.design.TableDesigns;
import io.streamhouse.console.catalog.design.TableIntent;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.List;

/** The form on the left, the statement and what will be done on the right. */
final class DesignerParts extends Div {

    private static final long serialVersionUID = 1L;

    private final transient DesignEdits edits;
    private final ComboBox<DatabaseId> database = new ComboBox<>("Database");
    private final TextField name = new TextField("Name");
    private final TextField comment = new TextField("Comment");
    private final IntentCards intents;
    private final ColumnsEditor columns;
    private final ShapeFields shape;
    private final OptionsPanel options;
    private final DdlPane ddl;
    private final AlterationPanel alteration = new AlterationPanel();
    private final ProgressBar progress = new ProgressBar();
    private final Div form;

    DesignerParts(TableDesigns designs, DesignCompletion names, boolean altering, DesignEdits edits) {
        this.edits = edits;
        addClassName("td-parts");
        intents = new IntentCards(intent -> edits.change(intent::applied));
        columns = new ColumnsEditor(edits::change);
        shape = new ShapeFields(edits::change);
        options = new OptionsPanel(designs.options(), altering, edits::change);
        ddl = new DdlPane(names::source, edits::type, edits::backToForm);
        database.setItems(designs.databases());
        database.setEnabled(!altering);
        name.setEnabled(!altering);
        intents.setVisible(!altering);
        form = new Div(names(), intents, columns, shape, options);
        form.addClassName("td-stack");
        progress.setIndeterminate(true);
        progress.setVisible(false);
        progress.getElement().setAttribute("aria-label", "The engine is at work");
        alteration.setVisible(altering);
        Div right = new Div(progress, alteration, ddl);
        right.addClassNames("td-stack", "td-right");
        add(form, right);
    }

    private Div names() {
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        name.setValueChangeMode(ValueChangeMode.LAZY);
        name.addBlurListener(blur -> edits.leave("name"));
        comment.setValueChangeMode(ValueChangeMode.LAZY);
        database.addValueChangeListener(chosen -> {
            if (chosen.isFromClient() && chosen.getValue() != null) {
                DatabaseId id = chosen.getValue();
                edits.change(design -> design.withName(
                        List.of(id.catalog(), id.name(), design.name().getLast())));
            }
        });
        name.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                edits.change(design -> {
                    List<String> parts = new ArrayList<>(design.name());
                    parts.set(parts.size() - 1, typed.getValue());
                    return design.withName(parts);
                });
            }
        });
        comment.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                edits.change(design -> design.withComment(typed.getValue()));
            }
        });
        Div fields = new Div(database, name, comment);
        fields.addClassName("td-fields");
        Div card = new Div(new H2("Name"), fields);
        card.addClassName("sh-card");
        return card;
    }

    void show(OpenDesign open, OpenTable.Look look) {
        List<DesignProblem> problems = look.problems();
        TableDesign design = open.design();
        ddl.show(open);
        form.setEnabled(open.unreadable().isEmpty());
        database.setValue(
                design.name().size() == 3
                        ? new DatabaseId(design.name().get(0), design.name().get(1))
                        : null);
        set(name, design.name().getLast());
        set(comment, design.comment().orElse(""));
        FieldProblems.show(name, problems, "name");
        intents.show(TableIntent.of(design));
        columns.show(design, problems);
        shape.show(design, problems);
        options.show(design, problems);
        look.alteration().ifPresent(plan -> alteration.show(plan, look.readers()));
    }

    private static void set(TextField field, String value) {
        if (!field.getValue().equals(value)) {
            field.setValue(value);
        }
    }

    /** While the engine is at work nothing can be changed. */
    void busy(boolean busy) {
        progress.setVisible(busy);
        form.setEnabled(!busy);
    }

    /** The first so many steps of the alteration are done. */
    void done(int count) {
        alteration.done(count);
    }

    /** Marks the place that the engine found wrong. */
    void mark(Problem problem) {
        ddl.mark(problem);
    }
}
