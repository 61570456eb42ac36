package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Works off a page's thread and comes back to it. */
@Component
class CostActions {

    private static final System.Logger LOG = System.getLogger(CostActions.class.getName());

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    /** Hands the page what came of it, or what went wrong. */
    <T> void inBackground(UI ui, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        background.execute(() -> {
            try {
                T result = work.get();
                ui.access(() -> done.accept(result));
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "Something about costs failed", e);
                }
                ui.access(() -> failed.accept(e));
            }
        });
    }

    @PreDestroy
    void close() {
        background.shutdownNow();
    }
}
