package io.streamhouse.console.overview.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.overview.OverviewFacts;
import io.streamhouse.console.sample.SampleStatus;
import io.streamhouse.console.sqlworkspace.ui.SqlNavigation;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.model.Problem;
import java.util.function.Supplier;

/** The way from nothing to a view of one's own, shown until there is one. */
final class FirstSteps extends Div {

    private static final long serialVersionUID = 1L;

    private static final String QUERY = """
            SELECT status, COUNT(*) AS orders
            FROM streamhouse.shop.orders
            GROUP BY status;""";

    /** One step with its button and whether it is done. */
    private static final class Step extends ListItem {

        private static final long serialVersionUID = 1L;

        private final Paragraph text;
        private final StatusChip state = new StatusChip(Tone.OK, "DONE");
        private final Button button;

        Step(String title, String words, Button button) {
            this.text = new Paragraph(words);
            this.button = button;
            H3 heading = new H3(title);
            Div head = new Div(heading, state);
            head.addClassName("overview-failing-head");
            Div body = new Div(head, text);
            Div actions = new Div(button);
            actions.addClassName("sh-actions");
            state.setVisible(false);
            add(body, actions);
        }

        void done(boolean done) {
            state.setVisible(done);
            setClassName("overview-done", done);
        }

        /** Whether this is the one to do now. */
        void next(boolean next) {
            if (next) {
                button.addThemeNames("primary");
            } else {
                button.removeThemeNames("primary");
            }
        }
    }

    private final Step shop;
    private final Step query;
    private final Step view;
    private boolean running;

    /** @param startShop starts the sample shop */
    FirstSteps(Runnable startShop) {
        addClassNames("sh-card", "overview-steps");
        shop = new Step(
                "Start the sample shop",
                "A web shop that lives: orders, customers, payments and clicks, 30 days of history, and new, changed and"
                        + " deleted rows ever since. Skip it if you bring tables of your own.",
                new Button("Start the shop", click -> startShop.run()));
        query = new Step(
                "Run a query",
                "In batch it answers what there is now; as a stream it shows every change as it happens.",
                button("Open a query", () -> SqlNavigation.open(QUERY)));
        view = new Step(
                "Create a view of your own",
                "A materialized view is a table kept equal to a query. You say how fresh it must be; the console picks the"
                        + " cheapest way to keep it so, and shows what it costs.",
                button("Create a view", () -> running ? ViewRoutes.NEW + "?example=shop" : ViewRoutes.NEW));
        Paragraph lead = new Paragraph("Here you will see at a glance how far every view is behind and what all of it"
                + " costs. Three steps lead there; or take the tour, which shows each on the way.");
        lead.addClassName("sh-dim");
        add(new H2("Begin here"), lead, new OrderedList(shop, query, view));
        view.next(true);
    }

    private static Button button(String text, Supplier<String> route) {
        return new Button(text, click -> {
            String to = route.get();
            click.getSource().getUI().ifPresent(ui -> PageAddress.open(ui, to));
        });
    }

    void show(OverviewFacts facts) {
        SampleStatus status = facts.shop();
        running = status.running();
        shop.done(status.state() == SampleStatus.State.RUNNING);
        shop.button.setEnabled(!status.running());
        shop.button.setText(
                status.state() == SampleStatus.State.OFF ? "Start the shop" : status.running() ? "Started" : "Go on");
        if (status.running()) {
            shop.text.setText(status.problem().map(Problem::what).orElse(status.step()));
        }
        query.done(facts.queried());
        boolean started = status.running();
        shop.next(!started);
        query.next(started && !facts.queried());
        view.next(started && facts.queried());
    }
}
