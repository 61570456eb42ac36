package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.model.Problem;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is wrong at a field, below it: mistakes and warnings, in words. Hidden while nothing is. */
final class FieldMessage extends Div {

    private static final long serialVersionUID = 1L;

    private final Set<String> said = new LinkedHashSet<>();

    FieldMessage() {
        addClassName("pipe-message");
        // Typing goes on while it changes: it is read out when the reader pauses.
        getElement().setAttribute("aria-live", "polite");
        setVisible(false);
    }

    void clear() {
        said.clear();
        removeAll();
        setVisible(false);
    }

    void say(NodeProblem problem) {
        say(words(problem.problem()), problem.blocking());
    }

    void say(String words, boolean blocking) {
        if (!said.add(words)) {
            return;
        }
        Div line = new Div((blocking ? "" : "Mind: ") + words);
        line.addClassName(blocking ? "sh-bad" : "sh-warn");
        add(line);
        setVisible(true);
    }

    static String words(Problem problem) {
        String what = problem.what();
        return problem.nextStep()
                .map(step -> what + (what.endsWith(".") || what.endsWith("?") ? " " : ". ") + step)
                .orElse(what);
    }
}
