package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.shared.HasValidationProperties;
import io.streamhouse.pipeline.check.NodeProblem;

/** One of Vaadin's fields as part of a form: what is wrong is said below it. */
final class PlainField extends Div implements FormPart {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final HasValidationProperties field;
    private final FieldMessage message = new FieldMessage();

    /** @param path the part of the step, with its entries if it is a list */
    <F extends Component & HasValidationProperties> PlainField(String path, F field) {
        this.path = path;
        this.field = field;
        addClassName("pipe-field");
        add(field, message);
    }

    @Override
    public void clearProblems() {
        message.clear();
        field.setInvalid(false);
    }

    @Override
    public boolean show(NodeProblem problem) {
        String about = problem.field();
        if (!about.equals(path) && !about.startsWith(path + "[")) {
            return false;
        }
        message.say(problem);
        if (problem.blocking()) {
            field.setInvalid(true);
        }
        return true;
    }
}
