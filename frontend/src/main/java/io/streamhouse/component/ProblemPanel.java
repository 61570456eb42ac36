package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** What went wrong, where, and what to do next. Hidden until there is a problem. */
public final class ProblemPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final Span code = new Span();
    private final Span where = new Span();
    private final Div what = new Div();
    private final Div nextStep = new Div();
    private final Div actions = new Div();

    /** Without a problem: hidden. */
    public ProblemPanel() {
        addClassName("sh-problem");
        getElement().setAttribute("role", "alert");
        code.addClassName("sh-problem-code");
        where.addClassName("sh-problem-where");
        what.addClassName("sh-problem-what");
        nextStep.addClassName("sh-problem-next");
        actions.addClassName("sh-actions");
        Div head = new Div(code, where);
        head.addClassName("sh-problem-head");
        add(head, what, nextStep, actions);
        clear();
    }

    public ProblemPanel(ProblemText problem) {
        this();
        show(problem);
    }

    /** Shows this problem instead of the last one. */
    public void show(ProblemText problem) {
        code.setText(problem.code().replace('_', ' '));
        what.setText(problem.what());
        where.setText(problem.where().orElse(""));
        where.setVisible(problem.where().isPresent());
        nextStep.setText(problem.nextStep().orElse(""));
        nextStep.setVisible(problem.nextStep().isPresent());
        setVisible(true);
    }

    /** Nothing is wrong any more. */
    public void clear() {
        setVisible(false);
    }

    /** Buttons below the text, such as “Try again”. Replaces what was there. */
    public ProblemPanel withActions(Component... buttons) {
        actions.removeAll();
        actions.add(buttons);
        return this;
    }
}
