package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Asks what a new pipeline is called, and for the SQL it is to be made of if there is some. */
@StyleSheet("context://pipelines.css")
final class NewPipelineDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final TextField name = new TextField("Name");
    private final ComboBox<DatabaseId> database = new ComboBox<>("Database");
    private final SqlEditor sql = new SqlEditor("SQL to make the pipeline of");
    private final ProblemPanel problem = new ProblemPanel();
    private final transient BiConsumer<String, PipelineContent> create;
    private final boolean pasted;

    /**
     * @param pasted whether it is to be made of SQL
     * @param create makes it; may throw a {@link ProblemException}, which is shown here
     */
    NewPipelineDialog(
            boolean pasted, List<DatabaseId> databases, DatabaseId usual, BiConsumer<String, PipelineContent> create) {
        this.pasted = pasted;
        this.create = create;
        setHeaderTitle(pasted ? "A pipeline out of SQL" : "New pipeline");
        setWidth(pasted ? "min(52rem, 94vw)" : "min(30rem, 94vw)");
        name.setWidthFull();
        name.setAutofocus(true);
        name.setManualValidation(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        database.setWidthFull();
        database.setItems(databases);
        database.setItemLabelGenerator(DatabaseId::toString);
        database.setValue(usual);
        database.setHelperText("Where names without a database are looked up, and new tables and views go");
        sql.addClassName("pipe-paste");
        sql.setPlaceholder("INSERT INTO … SELECT …");
        Div body = new Div(name, database);
        if (pasted) {
            body.add(
                    new Paragraph(
                            "A query, INSERTs, or CREATE … AS. Each part becomes a step; what no step covers stays"
                                    + " as text in a step of its own. Comments become notes."),
                    sql);
        }
        body.add(problem);
        body.addClassName("pipe-new");
        add(body);
        Button make = new Button(pasted ? "Draw it" : "Create", click -> create());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        if (!pasted) {
            make.addClickShortcut(com.vaadin.flow.component.Key.ENTER);
        }
        getFooter().add(new Button("Cancel", click -> close()), make);
    }

    private void create() {
        problem.clear();
        boolean named = !name.getValue().isBlank();
        name.setErrorMessage("It needs a name");
        name.setInvalid(!named);
        database.setErrorMessage("Choose one");
        database.setInvalid(database.getValue() == null);
        if (!named || database.getValue() == null) {
            return;
        }
        Optional<String> text =
                pasted ? Optional.of(sql.getValue()).filter(typed -> !typed.isBlank()) : Optional.empty();
        try {
            create.accept(
                    name.getValue(),
                    new PipelineContent(Pipeline.EMPTY, Map.of(), ExecutionMode.STREAMING, database.getValue(), text));
            close();
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
        }
    }
}
