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
import io.streamhouse.console.catalog.design.DesignRoutes;
import io.streamhouse.console.catalog.design.OpenTable;
import io.streamhouse.console.catalog.design.TableDesigns;
import io.streamhouse.console.catalog.design.TableIntent;
import io.streamhouse.console.catalog.ui.CatalogNavigation;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.TableDesign;
import java.util.List;
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
    private transient OpenTable table;
    private transient @Nullable DesignerParts parts;

    TableDesignerView(TableDesigns designs, DesignCompletion names, CurrentActor actor) {
        this.designs = designs;
        this.names = names;
        this.actor = actor;
        this.table = OpenTable.anew(designs, TableDesign.named(List.of("")));
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
        table = OpenTable.anew(designs, designs.begin(database, intent));
        parameters.getSingleParameter("ddl").ifPresent(table.design()::type);
        act.setText("Create the table");
        layOut(new PageHeader(title)
                .withCrumb("Catalog", CatalogNavigation.ROUTE)
                .withCrumb(database.name(), CatalogNavigation.database(database)));
    }

    private void alter(RelationId id) {
        table = OpenTable.standing(designs, id);
        title = "Alter " + id.name();
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
                click -> click.getSource()
                        .getUI()
                        .ifPresent(ui -> PageAddress.open(ui, DesignRoutes.create(table.copy()))));
        anew.addThemeVariants(ButtonVariant.TERTIARY);
        anew.setVisible(table.stands());
        header.withActions(call, anew, act);
        parts = new DesignerParts(designs, names, table.stands(), this);
        add(header, problem, parts);
    }

    @Override
    public void change(UnaryOperator<TableDesign> change) {
        table.design().change(change);
        refresh();
    }

    @Override
    public void type(String text) {
        table.design().type(text);
        refresh();
    }

    @Override
    public void backToForm() {
        table.design().backToForm();
        refresh();
    }

    @Override
    public void leave(String field) {
        if (table.left(field)) {
            refresh();
        }
    }

    private void refresh() {
        DesignerParts shown = parts;
        if (shown == null) {
            return;
        }
        OpenTable.Look look = table.look();
        shown.show(table.design(), look);
        act.setEnabled(look.possible());
    }

    private void showCalls() {
        String what = table.stands() ? "Alter the table" : "Create the table";
        new HttpCallsDialog(DesignCalls.of(what, table.sql())).open();
    }

    private void act() {
        problem.clear();
        if (table.sayAll()) {
            refresh();
            return;
        }
        DesignerParts shown = parts;
        if (shown == null) {
            return;
        }
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        String did = table.stands() ? "Altered " : "Created ";
        OpenTable.Work work = table.work();
        shown.busy(true);
        inBackground(ui, () -> {
            RelationId id = work.run(who, count -> ui.access(() -> shown.done(count)));
            ui.access(() -> {
                Toast.done(did + id);
                ui.navigate(CatalogNavigation.relation(id));
            });
        });
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
        table.lookAgain();
        DesignerParts shown = parts;
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
