package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.console.settings.TestReport;
import io.streamhouse.model.ProblemException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs something that takes a while off the page's thread, shows its checks as they come, and what came of it. */
final class TestPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(TestPanel.class.getName());

    private final ProgressBar progress = new ProgressBar();
    private final Span doing = new Span();
    private final Div checks = new Div();
    private final ProblemPanel problem = new ProblemPanel();

    TestPanel() {
        addClassName("settings-test");
        progress.setIndeterminate(true);
        progress.setVisible(false);
        doing.addClassName("sh-dim");
        doing.setVisible(false);
        checks.getElement().setAttribute("role", "status");
        add(doing, progress, checks, problem);
    }

    void clear() {
        checks.removeAll();
        problem.clear();
    }

    /**
     * @param words what is being done
     * @param work gets a consumer for checks; runs on another thread
     * @param done is called on the page with the result
     * @param failed is called on the page after the problem is shown
     */
    <T> void run(String words, Function<Consumer<TestReport.Check>, T> work, Consumer<T> done, Runnable failed) {
        UI ui = UI.getCurrent();
        clear();
        busy(words);
        Thread.ofVirtual().name("settings-work").start(() -> {
            try {
                T result = work.apply(check -> ui.access(() -> checks.add(row(check))));
                ui.access(() -> {
                    idle();
                    done.accept(result);
                });
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "A setting could not be taken", e);
                }
                ui.access(() -> {
                    idle();
                    problem.show(SettingsWords.text(e));
                    failed.run();
                });
            }
        });
    }

    private void busy(String words) {
        doing.setText(words);
        doing.setVisible(true);
        progress.setVisible(true);
    }

    private void idle() {
        doing.setVisible(false);
        progress.setVisible(false);
    }

    private static Div row(TestReport.Check check) {
        Span subject = new Span(check.subject());
        subject.addClassName("settings-check-subject");
        Div row = new Div(
                new StatusChip(SettingsWords.tone(check.result()), SettingsWords.word(check.result())),
                subject,
                new Span(check.words()));
        row.addClassName("settings-check");
        return row;
    }
}
