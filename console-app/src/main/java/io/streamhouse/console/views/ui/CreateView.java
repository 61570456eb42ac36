package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.editor.EditorMarks;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.ui.SqlNavigation;
import io.streamhouse.console.views.QueryRows;
import io.streamhouse.console.views.ViewDdl;
import io.streamhouse.console.views.ViewExample;
import io.streamhouse.console.views.ViewRequests;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.CreationPreview;
import io.streamhouse.refresh.NewView;
import java.util.Optional;

/** The form for a new view: the query, and beside it what the view would be, before anything is created. */
@Route("materialized-views/new")
@PageTitle("New materialized view")
@AnonymousAllowed
@StyleSheet("context://views.css")
final class CreateView extends Main implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Views views;
    private final transient ViewRequests requests;
    private final transient ViewActions actions;
    private final transient ViewExample example;
    private final transient CurrentActor actor;
    private final ProblemPanel problem = new ProblemPanel();
    private final NameFields names;
    private final SqlEditor query = new SqlEditor("Query of the view");
    private final transient EditorMarks marks;
    private final KeyFields keys = new KeyFields(this::look);
    private final CreationFreshness freshness = new CreationFreshness(this::look);
    private final SummaryStart summary;
    private final RowsPanel sample;
    private final CreationPanel preview = new CreationPanel();
    private final Button create = new Button("Create the view", VaadinIcon.BOLT.create(), click -> create());
    private final transient CreationLooks looks;

    CreateView(
            Views views,
            ViewRequests requests,
            ViewActions actions,
            ViewExample example,
            CatalogNames known,
            Catalogs catalogs,
            QueryRows rows,
            CurrentActor actor) {
        this.views = views;
        this.requests = requests;
        this.actions = actions;
        this.looks = new CreationLooks(views, actions);
        this.example = example;
        this.actor = actor;
        this.marks = new EditorMarks(query, () -> known.completion(Namespace.DEFAULT));
        addClassNames("sh-page", "views-page");
        this.names = new NameFields(catalogs.contents().stream()
                .flatMap(catalog -> catalog.databases().stream())
                .map(found -> found.id())
                .toList());
        query.setPlaceholder("SELECT … FROM …");
        query.addChangeListener(change -> {
            marks.check(change.value());
            look();
        });
        query.addRunListener(run -> create());
        summary = new SummaryStart(catalogs, this::take, query::focus);
        sample = new RowsPanel(rows, actions, query::getValue);
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setDisableOnClick(true);
        add(header(), problem, form());
    }

    private PageHeader header() {
        Button call = new Button(
                "HTTP call",
                VaadinIcon.CODE.create(),
                click -> request().ifPresent(view -> new HttpCallsDialog(ViewCalls.create(view)).open()));
        Button statement = new Button(
                "As a statement",
                VaadinIcon.TERMINAL.create(),
                click -> request()
                        .ifPresent(view ->
                                getUI().ifPresent(ui -> PageAddress.open(ui, SqlNavigation.open(ViewDdl.of(view))))));
        call.addThemeVariants(ButtonVariant.TERTIARY);
        statement.addThemeVariants(ButtonVariant.TERTIARY);
        return new PageHeader("New view")
                .withCrumb("Materialized views", ViewRoutes.LIST)
                .withActions(call, statement, create);
    }

    private Div form() {
        query.addClassName("views-editor");
        Div left = new Div(names, summary.button(), summary.form(), query, freshness, keys);
        left.addClassNames("sh-card", "views-form");
        Div right = new Div(preview, sample);
        right.addClassName("views-stack");
        Div both = new Div(left, right);
        both.addClassName("views-columns");
        return both;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters asked = event.getLocation().getQueryParameters();
        if (asked.getSingleParameter("example").isPresent()) {
            example.overTheShop().ifPresent(this::fill);
        }
        asked.getSingleParameter("name").ifPresent(names::setName);
        asked.getSingleParameter("query").ifPresent(text -> {
            query.setValue(text);
            look();
        });
        asked.getSingleParameter("table").ifPresent(this::begin);
    }

    /** @param text the full name of a table; one that can't be found leaves the form as it is */
    private void begin(String text) {
        RelationId table;
        try {
            table = RelationId.parse(text);
        } catch (IllegalArgumentException noName) {
            return;
        }
        names.setDatabase(table.databaseId());
        summary.begin(table);
    }

    /** Takes the query that summing up a table came to. */
    private void take(SummariseForm.Made made) {
        names.suggest(made.name());
        query.setValue(made.query());
        look();
    }

    private void fill(ViewExample.Example shown) {
        names.set(shown.id(), shown.teaches());
        query.setValue(shown.query());
        freshness.set(FreshnessTarget.parse(shown.freshness()), new RequestedMode.Auto());
        look();
    }

    /** Asks what would come of it, in the background: only the latest question's answer is shown. */
    private void look() {
        Optional<FreshnessTarget> target = freshness.freshness();
        Optional<RelationId> id = names.provisional();
        if (query.getValue().isBlank() || target.isEmpty() || id.isEmpty()) {
            looks.forget();
            preview.hint("Write a query, and this says how it can be kept fresh.");
            return;
        }
        NewView asked = asked(id.get(), target.get());
        looks.ask(
                asked,
                freshness::show,
                () -> freshness.unknown("What it costs can be said once the query is right"),
                this::show,
                failure -> {
                    preview.show(failure);
                    mark(failure);
                });
    }

    private void show(CreationPreview found) {
        preview.show(found, keys.key());
        marks.check(query.getValue());
        keys.show(found);
    }

    private void mark(Throwable failure) {
        if (failure instanceof ProblemException known) {
            marks.show(known.problem());
        }
    }

    private NewView asked(RelationId id, FreshnessTarget target) {
        return requests.newView(
                id,
                query.getValue(),
                keys.key(),
                keys.partitions(),
                target,
                freshness.mode(),
                names.comment(),
                Optional.empty(),
                Optional.empty());
    }

    /** The view as the form describes it; empty, and said at the fields, while something is missing. */
    private Optional<NewView> request() {
        Optional<RelationId> id = names.required();
        Optional<FreshnessTarget> target = freshness.freshness();
        return id.isPresent() && target.isPresent() ? Optional.of(asked(id.get(), target.get())) : Optional.empty();
    }

    private void create() {
        problem.clear();
        Optional<NewView> asked = request();
        if (asked.isEmpty()) {
            create.setEnabled(true);
            return;
        }
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        actions.inBackground(
                ui,
                () -> views.create(who, asked.get()),
                created -> {
                    Toast.done(created.id() + " is created and being filled");
                    ui.navigate(ViewRoutes.of(created.id()));
                },
                failure -> {
                    problem.show(ProblemTexts.of(failure));
                    mark(failure);
                    create.setEnabled(true);
                });
    }
}
