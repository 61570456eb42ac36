package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.component.Toast;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What takes longer than a person waits: done off the page's thread, told afterwards. */
@Component("pipelinePageWork")
class PageWork {

    private static final System.Logger LOG = System.getLogger(PageWork.class.getName());

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param done told what came of it, on the page's thread
     * @param failed told why nothing came of it, after the person was
     * @param ended called afterwards, whether it went well or not
     */
    <T> void run(UI ui, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed, Runnable ended) {
        look(
                ui,
                work,
                result -> {
                    done.accept(result);
                    ended.run();
                },
                failure -> {
                    Toast.problem(ProblemTexts.of(failure));
                    failed.accept(failure);
                    ended.run();
                });
    }

    /**
     * What nobody has pressed a button for: a person is told where the answer would stand, not by a message.
     *
     * @param done told what came of it, on the page's thread
     * @param failed told why nothing came of it
     */
    <T> void look(UI ui, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        background.execute(() -> {
            try {
                T result = work.get();
                ui.access(() -> done.accept(result));
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "Something asked for on a pipeline's page failed", e);
                }
                ui.access(() -> failed.accept(e));
            }
        });
    }
}
