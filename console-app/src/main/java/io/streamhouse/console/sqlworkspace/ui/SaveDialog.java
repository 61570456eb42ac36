package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.model.ProblemException;
import java.util.function.Consumer;

/** Asks for a name. */
final class SaveDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** @param taken given the name; a problem it throws is shown beside the field */
    SaveDialog(String title, String action, String firstName, Consumer<String> taken) {
        setHeaderTitle(title);
        setWidth("24rem");
        TextField name = new TextField("Name");
        name.setValue(firstName);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setAutoselect(true);
        name.setMaxLength(200);
        Button save = new Button(action, click -> {
            try {
                taken.accept(name.getValue());
                close();
            } catch (ProblemException e) {
                name.setErrorMessage(e.problem().what());
                name.setInvalid(true);
            }
        });
        save.addThemeNames("primary");
        save.addClickShortcut(Key.ENTER);
        add(name);
        getFooter().add(new Button("Cancel", click -> close()), save);
    }
}
