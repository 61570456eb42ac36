package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.CatalogContents;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.pipeline.KeptPipeline;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.pipeline.PipelineExample;
import io.streamhouse.console.pipeline.PipelineRuns;
import io.streamhouse.console.pipeline.PipelineStatus;
import io.streamhouse.console.pipeline.Pipelines;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** What a person does with pipelines as a whole: makes one, opens it, deletes it. */
@Component
class PipelineListActions {

    private static final System.Logger LOG = System.getLogger(PipelineListActions.class.getName());

    private final Pipelines pipelines;
    private final PipelineRuns runs;
    private final PipelineExample example;
    private final Catalogs catalogs;
    private final CatalogNames names;
    private final CurrentActor actor;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    PipelineListActions(
            Pipelines pipelines,
            PipelineRuns runs,
            PipelineExample example,
            Catalogs catalogs,
            CatalogNames names,
            CurrentActor actor) {
        this.pipelines = pipelines;
        this.runs = runs;
        this.example = example;
        this.catalogs = catalogs;
        this.names = names;
        this.actor = actor;
    }

    void askForNew(boolean pasted) {
        Namespace usual = names.defaults();
        DatabaseId current = new DatabaseId(
                usual.catalog().orElse("streamhouse"), usual.database().orElse("default"));
        List<DatabaseId> databases = catalogs.contents().stream()
                .flatMap(catalog -> catalog.databases().stream())
                .map(CatalogContents.DatabaseContents::id)
                .toList();
        new NewPipelineDialog(pasted, databases, current, this::create).open();
    }

    /** Empty while there is nothing to make it over. */
    Optional<PipelineExample.Example> example() {
        return example.overTheShop();
    }

    /** @throws ProblemException INVALID_REQUEST for a name that can't be */
    void create(String name, PipelineContent content) {
        KeptPipeline created = pipelines.create(actor.get(), name, content);
        UI.getCurrent().navigate(PipelinesNavigation.route(created.id()));
    }

    void askToDelete(KeptPipeline pipeline, PipelineStatus status) {
        UnorderedList lost = new UnorderedList(
                new ListItem("“" + pipeline.name() + "” with its versions"),
                new ListItem("what was drawn since the last of them"));
        if (status.statement().isPresent()) {
            lost.add(new ListItem("the place where it was stopped: it can't go on from there"));
        }
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Delete the pipeline?");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Delete the pipeline");
        dialog.setConfirmButtonTheme("error primary");
        dialog.setText(new Div(
                new Paragraph("What is lost:"), lost, new Paragraph("Tables and views that it has made stay.")));
        dialog.addConfirmListener(confirm -> delete(pipeline));
        dialog.open();
    }

    private void delete(KeptPipeline pipeline) {
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        background.execute(() -> {
            try {
                runs.delete(who, pipeline.id(), pipeline.revision());
                ui.access(() -> Toast.done("Deleted “" + pipeline.name() + "”"));
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "A pipeline could not be deleted", e);
                }
                ui.access(() -> Toast.problem(ProblemTexts.of(e)));
            }
        });
    }
}
