package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.EmptyState;
import io.streamhouse.console.pipeline.KeptPipeline;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of one pipeline: drawn and written, sampled, run and watched. */
@Route("pipelines/:id")
@AnonymousAllowed
@StyleSheet("context://pipelines.css")
@StyleSheet("context://pipeline.css")
final class PipelineView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient PageServices services;
    private @Nullable PipelineEditor editor;

    PipelineView(PageServices services) {
        this.services = services;
        addClassNames("sh-page", "sh-fill", "pipeline-page");
    }

    @Override
    public String getPageTitle() {
        return editor == null ? "Pipeline" : editor.title();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get("id").orElse("");
        QueryParameters query = event.getLocation().getQueryParameters();
        if (id.equals(PipelinesNavigation.NEW_ID)) {
            event.forwardTo(
                    PipelineView.class, new RouteParameters("id", made(query).id()), QueryParameters.empty());
            return;
        }
        Optional<String> node = query.getSingleParameter("node");
        if (editor != null && editor.id().equals(id)) {
            node.ifPresent(editor::choose);
            return;
        }
        close();
        try {
            PipelineEditor opened = new PipelineEditor(
                    services, services.editors().open(services.actor().get(), id));
            editor = opened;
            add(opened);
            node.ifPresent(opened::choose);
        } catch (ProblemException e) {
            if (e.problem().code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            Anchor list = new Anchor(PipelinesNavigation.LIST, "All pipelines");
            list.setRouterIgnore(false);
            add(new EmptyState(
                    "There is no such pipeline", "It was deleted, or the address is not quite right.", list));
        }
    }

    /** A pipeline to begin with: empty, or of SQL that somebody has. */
    private KeptPipeline made(QueryParameters query) {
        Namespace usual = services.names().defaults();
        DatabaseId current = new DatabaseId(
                query.getSingleParameter("catalog").or(usual::catalog).orElse("default_catalog"),
                query.getSingleParameter("database").or(usual::database).orElse("default"));
        return services.pipelines()
                .create(
                        services.actor().get(),
                        query.getSingleParameter("name").orElse("New pipeline"),
                        new PipelineContent(
                                Pipeline.EMPTY,
                                Map.of(),
                                ExecutionMode.STREAMING,
                                current,
                                query.getSingleParameter("sql")));
    }

    private void close() {
        removeAll();
        editor = null;
    }
}
