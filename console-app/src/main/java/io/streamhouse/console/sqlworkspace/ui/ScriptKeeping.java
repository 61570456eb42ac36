package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.streamhouse.component.Toast;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.console.sqlworkspace.Workspace;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;

/** Keeps a tab's text as a script, and asks what to do where somebody else has changed the script meanwhile. */
final class ScriptKeeping {

    private final PageServices services;
    private final Runnable kept;

    ScriptKeeping(PageServices services, Runnable kept) {
        this.services = services;
        this.kept = kept;
    }

    void keep(WorkTab tab) {
        Workspace.Tab state = tab.state();
        if (state.script().isEmpty()) {
            askForName(tab);
            return;
        }
        try {
            update(tab, state.script().get(), state.scriptRevision());
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.REVISION_CONFLICT) {
                askAboutConflict(tab, state.script().get(), e.problem().what());
            } else if (e.problem().code() == ErrorCode.NOT_FOUND) {
                askForName(tab);
            } else {
                Toast.problem(Words.text(e.problem()));
            }
        }
    }

    private void askForName(WorkTab tab) {
        new SaveDialog(
                        "Keep as a script",
                        "Save",
                        tab.state().name(),
                        name -> taken(
                                tab,
                                services.scripts()
                                        .create(
                                                services.actor().get(),
                                                name,
                                                tab.state().sql())))
                .open();
    }

    private void update(WorkTab tab, String script, long basedOn) {
        SavedScript current = services.scripts().get(script);
        taken(
                tab,
                services.scripts()
                        .update(
                                services.actor().get(),
                                script,
                                basedOn,
                                current.name(),
                                tab.state().sql()));
    }

    private void taken(WorkTab tab, SavedScript script) {
        tab.show(tab.state().of(script));
        kept.run();
        Toast.done("“" + script.name() + "” is kept, revision " + script.revision());
    }

    private void askAboutConflict(WorkTab tab, String script, String what) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Somebody was faster");
        dialog.setText(
                what + ". Keep yours as a script of its own, or put yours in place of theirs? Theirs stays in the"
                        + " script's history.");
        dialog.setConfirmText("Keep mine as a new script");
        dialog.addConfirmListener(confirmed -> askForName(tab));
        dialog.setRejectable(true);
        dialog.setRejectText("Replace theirs");
        dialog.addRejectListener(rejected -> replace(tab, script));
        dialog.setCancelable(true);
        dialog.open();
    }

    private void replace(WorkTab tab, String script) {
        try {
            update(tab, script, services.scripts().get(script).revision());
        } catch (ProblemException e) {
            Toast.problem(Words.text(e.problem()));
        }
    }
}
