package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.WildcardParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.console.catalog.design.DesignRoutes;
import io.streamhouse.console.catalog.design.OpenDesign;
import io.streamhouse.console.catalog.design.TableAlteration;
import io.streamhouse.console.catalog.design.TableDesigns;
import io.streamhouse.console.catalog.design.TableDesigns.Standing;
import io.streamhouse.console.catalog.design.TableIntent;
import io.streamhouse.console.catalog.design.UnsaidProblems;
import io.streamhouse.console.catalog.ui.CatalogNavigation;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a table is designed: what it is for, its columns and options in a form, and the same as a statement
 * beside it. {@code tables/new} makes one, {@code tables/} and a name alters it.
 */
@Route(DesignRoutes.PAGE)
@AnonymousAllowed
@StyleSheet("context://tables.css")
final class TableDesignerView extends Main implements HasUrlParameter<String>, HasDynamicTitle, DesignEdits {

    private static final long serialVersionUID = 1L;

    private static final DatabaseId USUAL = new DatabaseId("streamhouse", "default");

    private final transient TableDesigns designs;
    private final transient DesignCompletion names;
    private final transient CurrentActor actor;
    private final ProblemPanel problem = new ProblemPanel();
    private final Button act = new Button("Create the table", VaadinIcon.CHECK.create(), click -> act());
    private String title = "New table";
    private transient OpenDesign open = new OpenDesign(TableDesign.named(List.of("")));
    private transient UnsaidProblems unsaid = new UnsaidProblems(List.of());
    private transient @Nullable Standing standing;
    private transient @Nullable DesignerParts parts;

    TableDesignerView(TableDesigns designs, DesignCompletion names, CurrentActor actor) {
        this.designs = designs;
        this.names = names;
        this.actor = actor;
        addClassNames("sh-page", "td-page");
        act.addThemeVariants(ButtonVariant.PRIMARY);
        act.setDisableOnClick(true);
    }

    @Override
    public void setParameter(BeforeEvent event, @WildcardParameter String address) {
        removeAll();
        problem.clear();
        try {
            if (address.isEmpty() || DesignRoutes.NEW.endsWith("/" + address)) {
                begin(event.getLocation().getQueryParameters());
            } else {
                alter(id(address));
            }
            refresh();
        } catch (ProblemException e) {
            title = "Table";
            add(
                    new PageHeader(title).withCrumb("Catalog", CatalogNavigation.ROUTE),
                    new ProblemPanel(ProblemTexts.of(e)));
        }
    }

    private static RelationId id(String address) {
        try {
            return RelationId.parse(address);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.NOT_FOUND,
                            "There is no table " + address,
                            "A table is altered at tables/ and its name: catalog.database.name"),
                    e);
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void begin(QueryParameters parameters) {
        standing = null;
        title = "New table";
        List<DatabaseId> databases = designs.databases();
        DatabaseId database = parameters
                .getSingleParameter("database")
                .flatMap(wanted -> databases.stream()
                        .filter(known -> known.toString().equals(wanted))
                        .findFirst())
                .orElse(databases.isEmpty() || databases.contains(USUAL) ? USUAL : databases.getFirst());
        TableIntent intent = parameters
                .getSingleParameter("intent")
                .flatMap(TableIntent::ofAddress)
                .orElse(TableIntent.FAST_UPSERTS);
        open = new OpenDesign(designs.begin(database, intent));
        unsaid = new UnsaidProblems(designs.check(open.design()));
        parameters.getSingleParameter("ddl").ifPresent(open::type);
        act.setText("Create the table");
        layOut(new PageHeader(title)
                .withCrumb("Catalog", CatalogNavigation.ROUTE)
                .withCrumb(database.name(), CatalogNavigation.database(database)));
    }

    private void alter(RelationId id) {
        Standing found = designs.standing(id);
        standing = found;
        title = "Alter " + id.name();
        open = new OpenDesign(found.design());
        unsaid = new UnsaidProblems(List.of());
        act.setText("Alter the table");
        layOut(new PageHeader(title)
                .withCrumb("Catalog", CatalogNavigation.ROUTE)
                .withCrumb(id.database(), CatalogNavigation.database(id.databaseId()))
                .withCrumb(id.name(), CatalogNavigation.relation(id)));
    }

    private void layOut(PageHeader header) {
        Button call = new Button("HTTP call", VaadinIcon.CODE.create(), click -> showCalls());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        Button anew = new Button(
                "As another table",
                VaadinIcon.COPY.create(),
                click -> click.getSource().getUI().ifPresent(ui -> PageAddress.open(ui, DesignRoutes.create(copy()))));
        anew.addThemeVariants(ButtonVariant.TERTIARY);
        anew.setVisible(standing != null);
        header.withActions(call, anew, act);
        parts = new DesignerParts(designs, names, standing != null, this);
        add(header, problem, parts);
    }

    /** The design as the statement of another table, to be given a name. */
    private String copy() {
        TableDesign design = open.design();
        List<String> name = new ArrayList<>(design.name());
        name.set(name.size() - 1, name.getLast() + "_2");
        return TableDdl.write(design.withName(name));
    }

    @Override
    public void change(UnaryOperator<TableDesign> change) {
        open.change(change);
        refresh();
    }

    @Override
    public void type(String text) {
        open.type(text);
        refresh();
    }

    @Override
    public void backToForm() {
        open.backToForm();
        refresh();
    }

    @Override
    public void leave(String field) {
        if (unsaid.left(field)) {
            refresh();
        }
    }

    private void refresh() {
        DesignerParts shown = parts;
        if (shown == null) {
            return;
        }
        Standing old = standing;
        TableDesign design = open.design();
        List<DesignProblem> problems = unsaid.said(old == null ? designs.check(design) : designs.check(old, design));
        Optional<TableAlteration> alteration = Optional.ofNullable(old).map(it -> designs.alteration(it, design));
        shown.show(open, problems, alteration, old == null ? List.of() : designs.readers(old.id()));
        boolean possible = open.unreadable().isEmpty() && problems.stream().noneMatch(DesignProblem::blocking);
        boolean something = alteration.filter(TableAlteration::isNothing).isEmpty();
        act.setEnabled(possible && something);
    }

    private void showCalls() {
        Standing old = standing;
        String sql = old == null
                ? open.text()
                : String.join(
                        ";\n",
                        designs.alteration(old, open.design()).steps().stream()
                                .map(TableAlteration.Step::sql)
                                .toList());
        new HttpCallsDialog(DesignCalls.of(old == null ? "Create the table" : "Alter the table", sql)).open();
    }

    private void act() {
        problem.clear();
        if (unsaid.sayAll()) {
            refresh();
            return;
        }
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        Standing old = standing;
        DesignerParts shown = parts;
        if (shown == null) {
            return;
        }
        shown.busy(true);
        if (old == null) {
            String ddl = open.text();
            inBackground(ui, () -> {
                RelationId id = designs.create(who, ddl);
                ui.access(() -> {
                    Toast.done("Created " + id);
                    ui.navigate(CatalogNavigation.relation(id));
                });
            });
        } else {
            TableAlteration alteration = designs.alteration(old, open.design());
            inBackground(ui, () -> {
                designs.alter(who, alteration, count -> ui.access(() -> shown.done(count)));
                ui.access(() -> {
                    Toast.done("Altered " + old.id());
                    ui.navigate(CatalogNavigation.relation(old.id()));
                });
            });
        }
    }

    private void inBackground(UI ui, Runnable work) {
        Thread.ofVirtual().name("table-designer").start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                ui.access(() -> failed(e));
            }
        });
    }

    /** What was done before the failure stays done: the table is looked at again, and the rest stands there to do. */
    private void failed(RuntimeException failure) {
        Standing old = standing;
        DesignerParts shown = parts;
        if (old != null) {
            standing = designs.standing(old.id());
        }
        if (shown != null) {
            shown.busy(false);
            refresh();
            if (failure instanceof ProblemException known) {
                shown.mark(known.problem());
            }
        }
        problem.show(ProblemTexts.of(failure));
    }
}
