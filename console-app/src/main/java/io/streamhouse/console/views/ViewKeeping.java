package io.streamhouse.console.views;

import io.streamhouse.console.catalog.RelationKeeper;
import io.streamhouse.console.jobs.JobOwner;
import io.streamhouse.model.Actor;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** What the Catalog and the Jobs page are told of materialized views. */
@Component
class ViewKeeping implements RelationKeeper, JobOwner {

    private static final String JOB_NAME = "insert-into_";

    private final Views views;

    ViewKeeping(Views views) {
        this.views = views;
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
