package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.component.LineageCanvas;
import io.streamhouse.console.lineagegraph.Lineage;
import io.streamhouse.console.lineagegraph.LineagePicture;
import io.streamhouse.console.lineagegraph.NodeHealth;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.ColumnPath;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Impact;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Asks for what a page shows of the graph, off the page's thread: a large part takes a while to be laid out. */
@Component
class LineageLooks {

    private static final System.Logger LOG = System.getLogger(LineageLooks.class.getName());

    /** Folded neighbours that a person unfolded. */
    record Unfolded(RelationId at, Direction direction) {}

    /**
     * What there is to show.
     *
     * @param path of the column that is followed; empty for a whole relation
     */
    record Seen(
            Neighbourhood part,
            LineageCanvas.LaidOut laidOut,
            Map<RelationId, NodeHealth> health,
            Optional<ColumnPath> path,
            Impact impact) {}

    private final Lineage lineage;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    LineageLooks(Lineage lineage) {
        this.lineage = lineage;
    }

    Lineage lineage() {
        return lineage;
    }

    /** @param changed what to ask the impact of */
    Seen look(Focus focus, List<Unfolded> unfolded, Change changed) {
        Neighbourhood part = lineage.neighbourhood(focus);
        for (Unfolded more : unfolded) {
            part = Parts.joined(
                    part,
                    lineage.neighbourhood(new Focus(more.at(), Optional.empty(), more.direction(), 1)),
                    more.direction());
        }
        return new Seen(
                part,
                LineageCanvas.layOut(LineagePicture.of(part)),
                lineage.health(part.nodes().stream().map(Neighbourhood.Node::id).toList()),
                focus.column().map(column -> lineage.path(new ColumnRef(focus.relation(), column))),
                lineage.impact(changed));
    }

    /** Works off the page's thread and comes back to it, with what came of it or with what went wrong. */
    <T> void inBackground(UI ui, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        background.execute(() -> {
            try {
                T result = work.get();
                ui.access(() -> done.accept(result));
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "Lineage could not be shown", e);
                }
                ui.access(() -> failed.accept(e));
            }
        });
    }
}
