package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.HttpCallsDialog.Call;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.Toast;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.pipeline.KeptPipeline;
import io.streamhouse.console.pipeline.PipelineExample;
import io.streamhouse.console.pipeline.PipelineFeed;
import io.streamhouse.console.pipeline.PipelineStatus;
import io.streamhouse.console.pipeline.Pipelines;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Pipelines page: every pipeline, what it does now, and the ways to make one. */
@Route(PipelinesNavigation.LIST)
@PageTitle("Pipelines")
@Menu(title = "Pipelines", order = 30, icon = "vaadin:connect")
@AnonymousAllowed
@StyleSheet("context://pipelines.css")
final class PipelinesView extends Main {

    private static final long serialVersionUID = 1L;

    private final transient Pipelines pipelines;
    private final transient PipelineFeed feed;
    private final transient PipelineListActions actions;
    private final PageHeader header = new PageHeader("Pipelines");
    private final Div body = new Div();
    private transient @Nullable Watch watch;
    private transient @Nullable List<Row> shown;
    private transient Optional<PipelineExample.Example> offered = Optional.empty();

    /** What is shown of a pipeline: rows stay, and focus with them, as long as none of it changes. */
    private record Row(KeptPipeline pipeline, PipelineStatus status) {}

    PipelinesView(Pipelines pipelines, PipelineFeed feed, PipelineListActions actions) {
        this.pipelines = pipelines;
        this.feed = feed;
        this.actions = actions;
        addClassNames("sh-page", "pipe-page");
        Button call = new Button(
                "HTTP call", VaadinIcon.CODE.create(), click -> new HttpCallsDialog(calls(pipelines.list())).open());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        Button paste = new Button("Paste SQL", VaadinIcon.PASTE.create(), click -> actions.askForNew(true));
        Button create = new Button("New pipeline", VaadinIcon.PLUS.create(), click -> actions.askForNew(false));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        header.withActions(call, paste, create);
        add(header, body);
    }

    private static List<Call> calls(List<KeptPipeline> kept) {
        String all = "/api/v1/pipelines";
        String one = all + "/" + kept.stream().map(KeptPipeline::id).findFirst().orElse("{id}");
        return List.of(
                Call.get("Every pipeline, and what it does now", all),
                Call.of(
                        "Make one out of SQL",
                        "POST",
                        all,
                        "{\"name\": \"Paid orders\", \"sql\": \"SELECT * FROM orders WHERE status = 'PAID'\"}"),
                Call.get("One of them: its steps and its SQL", one),
                Call.of("Delete it; what it has written stays", "DELETE", one, ""));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        show(Map.of());
        watch = feed.watch(statuses -> ui.access(() -> show(statuses)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void show(Map<String, PipelineStatus> statuses) {
        List<Row> rows = pipelines.list().stream()
                .map(pipeline -> new Row(pipeline, statuses.getOrDefault(pipeline.id(), PipelineStatus.AT_REST)))
                .toList();
        Optional<PipelineExample.Example> example = rows.isEmpty() ? actions.example() : Optional.empty();
        if (rows.equals(shown) && example.equals(offered)) {
            return;
        }
        shown = rows;
        offered = example;
        body.removeAll();
        header.setDetail(rows.isEmpty() ? "" : facts(rows));
        body.add(rows.isEmpty() ? empty(example) : table(rows));
    }

    private static String facts(List<Row> rows) {
        long running =
                rows.stream().filter(row -> row.status().state().active()).count();
        return rows.size()
                + (rows.size() == 1 ? " pipeline" : " pipelines")
                + (running == 0 ? "" : " · " + running + (running == 1 ? " runs" : " run"));
    }

    private EmptyState empty(Optional<PipelineExample.Example> overTheShop) {
        List<Component> ways = new ArrayList<>();
        overTheShop.ifPresent(example -> {
            Button over = new Button("Begin with an example over the shop", VaadinIcon.MAGIC.create(), click -> {
                try {
                    actions.create(example.name(), example.content());
                } catch (ProblemException e) {
                    Toast.problem(ProblemTexts.of(e));
                }
            });
            over.addThemeVariants(ButtonVariant.PRIMARY);
            ways.add(over);
        });
        Button draw = new Button("Draw one", VaadinIcon.PLUS.create(), click -> actions.askForNew(false));
        if (ways.isEmpty()) {
            draw.addThemeVariants(ButtonVariant.PRIMARY);
        }
        ways.add(draw);
        ways.add(new Button("Paste SQL", VaadinIcon.PASTE.create(), click -> actions.askForNew(true)));
        return new EmptyState(
                "No pipelines yet",
                "A pipeline takes rows from tables, step by step into a table or a materialized view. Draw it or write"
                        + " its SQL: both are the same, all the time. Look at the rows at any step, then run it as a"
                        + " stream, as a batch, or as a view that is as fresh as you say.",
                ways.toArray(Component[]::new));
    }

    private Component table(List<Row> rows) {
        PlainTable table =
                new PlainTable("Pipelines", "State", "Pipeline", "Reads", "Writes", ">Steps", "Runs as", "Kept", "");
        for (Row row : rows) {
            Pipeline pipeline = row.pipeline().content().pipeline();
            table.row(
                    PipelineChips.of(row.status()),
                    name(row),
                    PlainTable.dim(relations(row.pipeline(), true)),
                    PlainTable.dim(relations(row.pipeline(), false)),
                    new Span(String.valueOf(pipeline.nodes().size())),
                    new Span(runsAs(row.pipeline())),
                    kept(row.pipeline()),
                    delete(row));
        }
        Div card = new Div(table);
        card.addClassNames("sh-card", "pipe-scroll");
        return card;
    }

    private static Component name(Row row) {
        Anchor link = new Anchor(
                PipelinesNavigation.route(row.pipeline().id()), row.pipeline().name());
        link.setRouterIgnore(false);
        return link;
    }

    private static String relations(KeptPipeline kept, boolean read) {
        Pipeline pipeline = kept.content().pipeline();
        if (pipeline.nodes().isEmpty() && kept.content().text().isPresent()) {
            return "as its SQL says";
        }
        List<String> names = pipeline.nodes().stream()
                .flatMap(node -> switch (node.step()) {
                    case Step.Source source
                    when read -> List.of(source.relation().name()).stream();
                    case Step.Target target
                    when !read -> List.of(target.relation().name()).stream();
                    default -> List.<String>of().stream();
                })
                .distinct()
                .toList();
        return names.isEmpty() ? "nothing yet" : String.join(", ", names);
    }

    private static String runsAs(KeptPipeline pipeline) {
        boolean views = pipeline.content().pipeline().targets().stream()
                .anyMatch(target -> target.step() instanceof Step.IntoView);
        boolean tables = pipeline.content().pipeline().targets().stream()
                .anyMatch(target -> !(target.step() instanceof Step.IntoView));
        String mode = pipeline.content().mode() == ExecutionMode.STREAMING ? "stream" : "batch";
        return views ? tables ? mode + " and view" : "view" : mode;
    }

    private static Component kept(KeptPipeline pipeline) {
        Div kept = new Div(
                new RelativeTime(pipeline.changedAt()),
                PlainTable.dim(" by " + pipeline.changedBy().name()));
        kept.addClassName("sh-nowrap");
        return kept;
    }

    private Component delete(Row row) {
        Button delete =
                new Button(VaadinIcon.TRASH.create(), click -> actions.askToDelete(row.pipeline(), row.status()));
        delete.addThemeVariants(ButtonVariant.TERTIARY);
        delete.addThemeNames("icon", "small");
        delete.setAriaLabel("Delete " + row.pipeline().name());
        delete.setTooltipText("Delete " + row.pipeline().name());
        return delete;
    }
}
