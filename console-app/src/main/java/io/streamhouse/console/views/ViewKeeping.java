package io.streamhouse.console.views;

import io.streamhouse.console.catalog.RelationKeeper;
import io.streamhouse.console.jobs.JobOwner;
import io.streamhouse.model.Actor;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** What the Catalog and the Jobs page are told of materialized views. */
@Component
class ViewKeeping implements RelationKeeper, JobOwner {

    private static final String JOB_NAME = "insert-into_";

    /** Jobs are asked about one by one, many at once: the views are listed once for all of them. */
    private static final Duration LISTED_FOR = Duration.ofSeconds(1);

    private record Listed(Instant at, List<ViewState> views) {}

    private final Views views;
    private final InstantSource clock;
    private volatile Listed listed = new Listed(Instant.EPOCH, List.of());

    ViewKeeping(Views views, InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    @Override
    public Optional<String> page(RelationId id) {
        return views.find(id).map(view -> ViewRoutes.of(view.id()));
    }

    @Override
    public void checkDrop(RelationId id) {
        views.checkDrop(id);
    }

    @Override
    public boolean drop(Actor actor, RelationId id) {
        if (views.find(id).isEmpty()) {
            return false;
        }
        views.drop(actor, id, OptionalLong.empty());
        return true;
    }

    @Override
    public Optional<Ownership> ownership(JobSummary job) {
        return views.list().stream()
                .filter(view -> feeds(job, view))
                .findFirst()
                .map(ViewKeeping::ownership);
    }

    private static boolean feeds(JobSummary job, ViewState view) {
        RelationId id = view.id();
        return view.job().filter(job.id()::equals).isPresent()
                || job.name().equals(JOB_NAME + id.catalog() + "." + id.database() + "." + id.name());
    }

    private static Ownership ownership(ViewState view) {
        return new Ownership(
                "materialized view " + view.id(),
                ViewRoutes.of(view.id()),
                "The console runs this job to keep " + view.id() + " fresh, and starts it again when it is gone. To"
                        + " stop it, suspend the view on its page.");
    }
}
