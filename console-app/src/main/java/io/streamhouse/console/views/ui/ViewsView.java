package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.ViewExample;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewsSeen;
import io.streamhouse.cost.Cost;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Materialized views page: all of them, live. */
@Route("materialized-views")
@PageTitle("Materialized views")
@Menu(title = "Materialized views", order = 40, icon = "vaadin:bolt")
@AnonymousAllowed
@StyleSheet("context://views.css")
final class ViewsView extends Main {

    private static final long serialVersionUID = 1L;

    private final transient ViewFeed feed;
    private final PageHeader header = new PageHeader("Materialized views");
    private final ProblemPanel problem = new ProblemPanel();
    private final TextField search = new TextField();
    private final Div bar = new Div(search);
    private final ViewGrid grid = new ViewGrid(this::wish);
    private final PendingBar pending;
    private final ListedCurves curves;
    private final EmptyState empty;
    private final EmptyState noneFits =
            new EmptyState("No view fits", "There are views, but none whose name or status holds what you typed.");
    private transient List<ViewState> views = List.of();
    private transient @Nullable Watch watch;
    private boolean seen;

    ViewsView(ViewFeed feed, ViewExample example, ViewPageParts parts) {
        this.feed = feed;
        pending = new PendingBar(parts.views(), parts.actions(), this::redraw);
        curves = new ListedCurves(parts.views(), parts.actions(), this::redraw);
        addClassNames("sh-page", "sh-fill", "views-page");
        Button call = new Button(
                "HTTP call", VaadinIcon.CODE.create(), click -> new HttpCallsDialog(ViewCalls.list()).open());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        Button create = new Button("New view", VaadinIcon.PLUS.create(), click -> form(QueryParameters.empty()));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        header.withActions(call, create);
        empty = empty(example);
        search.setPlaceholder("Name, status or mode");
        search.setAriaLabel("Find a view by name, status or mode");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> redraw());
        bar.addClassName("sh-toolbar");
        bar.setVisible(false);
        grid.setVisible(false);
        empty.setVisible(false);
        noneFits.setVisible(false);
        add(header, problem, bar, grid, empty, noneFits, pending);
    }

    private EmptyState empty(ViewExample example) {
        Button create = new Button("Write a query of your own", click -> form(QueryParameters.empty()));
        Button shop = new Button(
                "Begin with an example over the shop",
                VaadinIcon.BOLT.create(),
                click -> form(QueryParameters.of("example", "shop")));
        shop.addThemeVariants(ButtonVariant.PRIMARY);
        shop.setVisible(example.overTheShop().isPresent());
        return new EmptyState(
                "No materialized views yet",
                "A materialized view is a table kept equal to a query. You say how fresh it must be; the console picks"
                        + " how it is refreshed, a job that always runs, one that catches up from time to time, or a"
                        + " recomputation, and changes between them without losing or doubling a row.",
                create,
                shop);
    }

    private void form(QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.navigate(CreateView.class, parameters));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        watch = feed.watch(now -> ui.access(() -> show(now)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void show(ViewsSeen now) {
        seen = true;
        switch (now) {
            case ViewsSeen.Listed listed -> {
                problem.clear();
                views = listed.views();
                header.setDetail(new Span(facts(views)), total(views));
                pending.follow(views);
                curves.follow(views);
            }
            case ViewsSeen.Unavailable unavailable -> problem.show(ProblemTexts.of(unavailable.problem()));
        }
        redraw();
    }

    private static String facts(List<ViewState> views) {
        if (views.isEmpty()) {
            return "";
        }
        long late = views.stream().filter(ViewWords::late).count();
        long failing = views.stream()
                .filter(view -> view.refresh() instanceof Refresh.Failed
                        || view.problem().isPresent())
                .count();
        return views.size() + " · " + (late == 0 ? "none behind its target" : late + " behind the target")
                + (failing == 0 ? "" : " · " + failing + " with a problem");
    }

    /** What all of them cost a day, as far as that is known. */
    private static Component total(List<ViewState> views) {
        Div total = new Div();
        total.addClassName("views-cell");
        List<Cost.Metered> metered = views.stream()
                .flatMap(view -> view.costPerDay() instanceof Cost.Metered cost ? Stream.of(cost) : Stream.empty())
                .toList();
        if (!metered.isEmpty()) {
            double sum = metered.stream().mapToDouble(Cost.Metered::perDay).sum();
            String of = metered.size() == views.size() ? "a day" : "a day for " + metered.size() + " of them";
            total.add(
                    new Span(Formats.money(sum, metered.getFirst().currency()) + " " + of), ViewWords.badge("metered"));
        }
        return total;
    }

    private void wish(ViewState view, FreshnessTarget target) {
        pending.wish(view, target);
        redraw();
    }

    private void redraw() {
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        List<ListedView> fitting = views.stream()
                .filter(view -> fits(view, wanted))
                .map(view -> new ListedView(view, curves.of(view.id()), pending.wished(view.id())))
                .toList();
        grid.show(fitting);
        bar.setVisible(!views.isEmpty());
        grid.setVisible(!fitting.isEmpty());
        empty.setVisible(seen && views.isEmpty() && !problem.isVisible());
        noneFits.setVisible(!views.isEmpty() && fitting.isEmpty());
    }

    private static boolean fits(ViewState view, String wanted) {
        String text = view.id() + " " + view.refresh().status() + " "
                + view.refresh().currentMode().map(Enum::name).orElse("") + " "
                + view.definition().mode().text();
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
