package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.console.sqlworkspace.StatementLineages;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Traces what somebody writes, off the page's thread: typing never waits for the planner. */
@Component
class StatementLooks {

    private static final System.Logger LOG = System.getLogger(StatementLooks.class.getName());

    private final StatementLineages lineages;
    private final ExecutorService background = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("statement-lineage-", 1).daemon().factory());

    StatementLooks(StatementLineages lineages) {
        this.lineages = lineages;
    }

    String page(RelationId relation, Optional<String> column) {
        return lineages.page(relation, column);
    }

    /** @param failed told in words */
    void trace(
            UI ui, String script, DatabaseId current, Consumer<List<StatementLineage>> done, Consumer<String> failed) {
        background.execute(() -> {
            try {
                List<StatementLineage> found = lineages.analyze(script, current);
                ui.access(() -> done.accept(found));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "What is written could not be traced", e);
                ui.access(() -> failed.accept("This can’t be traced: " + e.getMessage()));
            }
        });
    }
}
