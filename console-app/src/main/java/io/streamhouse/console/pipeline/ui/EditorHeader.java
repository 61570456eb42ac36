package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.component.Toast;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.Saving;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;

/** What the pipeline is called and whether it is saved, with undo, keeping, and the buttons that run it. */
final class EditorHeader extends Header {

    private static final long serialVersionUID = 1L;

    private final transient OpenPipeline open;
    private final H1 title = new H1();
    private final TextField name = new TextField();
    private final Span saved = new Span();
    private final Button undo = icon(VaadinIcon.ARROW_BACKWARD, "Undo");
    private final Button redo = icon(VaadinIcon.ARROW_FORWARD, "Redo");
    private final Button keep;

    /** @param calls shows how scripts do what this page does */
    EditorHeader(OpenPipeline open, RunBar run, Runnable calls) {
        this.open = open;
        addClassNames("sh-page-header", "pipeline-header");
        Anchor list = new Anchor(PipelinesNavigation.LIST, "Pipelines");
        list.setRouterIgnore(false);
        Span slash = new Span("/");
        slash.getElement().setAttribute("aria-hidden", "true");
        Div crumbs = new Div(list, slash);
        crumbs.addClassName("sh-crumbs");
        Button rename = icon(VaadinIcon.PENCIL, "Rename the pipeline");
        rename.addClickListener(click -> edit(true));
        name.setAriaLabel("Name of the pipeline");
        name.setVisible(false);
        name.addKeyPressListener(com.vaadin.flow.component.Key.ENTER, press -> rename());
        name.addKeyDownListener(com.vaadin.flow.component.Key.ESCAPE, press -> edit(false));
        name.addBlurListener(blur -> rename());
        saved.addClassName("sh-dim");
        Div detail = new Div(rename, saved);
        detail.addClassName("sh-detail");
        undo.addClickListener(click -> open.undo());
        redo.addClickListener(click -> open.redo());
        keep = new Button("Keep", click -> run.keep());
        keep.setTooltipText("Keep what is drawn as a version (Ctrl+S). It is saved as a draft all the time.");
        Button call = icon(VaadinIcon.CODE, "HTTP calls");
        call.setTooltipText("HTTP calls");
        call.addClickListener(click -> calls.run());
        Div actions = new Div(undo, redo, call, keep, run);
        actions.addClassName("sh-actions");
        add(crumbs, title, name, detail, actions);
    }

    void show(OpenPipeline.State state) {
        title.setText(state.name());
        undo.setEnabled(state.undo().isPresent());
        undo.setTooltipText(state.undo().map(what -> "Undo: " + what).orElse("Nothing to undo"));
        redo.setEnabled(state.redo().isPresent());
        redo.setTooltipText(state.redo().map(what -> "Redo: " + what).orElse("Nothing to do again"));
        keep.setEnabled(state.changed());
        String version = "version " + state.revision() + (state.changed() ? ", changed" : "");
        saved.setText(version
                + switch (state.saving()) {
                    case Saving.Saved ignored -> state.changed() ? " · draft saved" : "";
                    case Saving.UnderWay ignored -> " · saving …";
                    case Saving.Conflict ignored -> " · not saved";
                    case Saving.Failed ignored -> " · not saved";
                });
    }

    private void edit(boolean editing) {
        title.setVisible(!editing);
        name.setVisible(editing);
        if (editing) {
            name.setValue(title.getText());
            name.focus();
        }
    }

    private void rename() {
        if (!name.isVisible()) {
            return;
        }
        try {
            open.setName(name.getValue());
            edit(false);
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e.problem()));
        }
    }

    private static Button icon(VaadinIcon icon, String label) {
        Button button = new Button(icon.create());
        button.setAriaLabel(label);
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }
}
