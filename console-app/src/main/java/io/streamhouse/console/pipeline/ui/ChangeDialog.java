package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.dialog.Dialog;
import java.util.List;

/** Says, before a running pipeline is changed, which of its nodes keep what they remember and which do not. */
final class ChangeDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** What becomes of a node's state. */
    enum Fate {
        KEPT,
        REBUILT,
        LOST,
        NONE
    }

    /** @param sentence says why, for a person */
    record Line(String node, Fate fate, String sentence) {}

    /**
     * @param goesOn whether the job can go on from its savepoint; otherwise it begins anew
     * @param why says why it can or can't
     * @param apply carries the change out
     */
    ChangeDialog(String pipeline, List<Line> lines, boolean goesOn, String why, Runnable apply) {
        setHeaderTitle("Change “" + pipeline + "” while it runs?");
    }
}
