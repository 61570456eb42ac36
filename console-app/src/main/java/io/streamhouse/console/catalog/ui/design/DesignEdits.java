package io.streamhouse.console.catalog.ui.design;

import io.streamhouse.sql.TableDesign;
import java.util.function.UnaryOperator;

/** What a person does in the designer. */
interface DesignEdits {

    /** The form changes something. */
    void change(UnaryOperator<TableDesign> change);

    /** The statement is typed. */
    void type(String text);

    /** A statement that can't be read is given up for the form. */
    void backToForm();

    /** @param field as problems name it; it was left, filled or not */
    void leave(String field);
}
