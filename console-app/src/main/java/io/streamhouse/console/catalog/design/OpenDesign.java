package io.streamhouse.console.catalog.design;

import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table being designed, in a form and as a statement at once. What is typed is kept as typed: the statement is written
 * anew only when the form changes something, and while it can't be read the form has to wait.
 */
public final class OpenDesign {

    private TableDesign design;
    private String text;
    private Optional<Problem> unreadable = Optional.empty();

    public OpenDesign(TableDesign design) {
        this.design = design;
        this.text = TableDdl.write(design);
    }

    /** The design as it was last readable. */
    public TableDesign design() {
        return design;
    }

    /** The statement as it stands, readable or not. */
    public String text() {
        return text;
    }

    /** Why the statement can't be read as it stands, with the place. */
    public Optional<Problem> unreadable() {
        return unreadable;
    }

    /** The form changes something; not while the statement can't be read, for then it would be overwritten. */
    public void change(UnaryOperator<TableDesign> change) {
        if (unreadable.isPresent()) {
            return;
        }
        TableDesign changed = change.apply(design);
        if (!changed.equals(design)) {
            design = changed;
            text = TableDdl.write(changed);
        }
    }

    /** The statement is typed. */
    public void type(String typed) {
        text = typed;
        try {
            design = TableDdl.read(typed);
            unreadable = Optional.empty();
        } catch (ProblemException e) {
            unreadable = Optional.of(e.problem());
        }
    }

    /** Gives up what can't be read, for the design as it last was. */
    public void backToForm() {
        text = TableDdl.write(design);
        unreadable = Optional.empty();
    }
}
