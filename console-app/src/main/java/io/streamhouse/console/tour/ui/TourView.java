package io.streamhouse.console.tour.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.tour.TourProgress;
import io.streamhouse.console.tour.TourRoutes;
import io.streamhouse.console.tour.TourStep;
import io.streamhouse.console.tour.Tours;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All steps of the tour: begun here, begun again here, and each to be done by itself. */
@Route(TourRoutes.PAGE)
@PageTitle("Tour")
@AnonymousAllowed
@StyleSheet("context://tour.css")
final class TourView extends Main {

    private static final long serialVersionUID = 1L;

    private final transient Tours tours;
    private final transient CurrentActor actor;
    private final Button begin = new Button("Start the tour", VaadinIcon.PLAY.create(), click -> begin());
    private final Map<TourStep, StatusChip> chips = new EnumMap<>(TourStep.class);
    private transient @Nullable Watch watch;

    TourView(Tours tours, CurrentActor actor) {
        this.tours = tours;
        this.actor = actor;
        addClassNames("sh-page", "tour-page");
        begin.addThemeVariants(ButtonVariant.PRIMARY);
        OrderedList list = new OrderedList();
        for (TourStep step : TourStep.values()) {
            list.add(item(step));
        }
        Paragraph lead =
                new Paragraph("From the orders of a shop to a materialized view of your own, and the dial on it:"
                        + " five steps, less than three minutes. What to do stands below the page; every step can be skipped, done"
                        + " again, or done alone.");
        Div card = new Div(lead, list);
        card.addClassNames("sh-card", "tour-card");
        add(new PageHeader("Tour").withActions(begin), card);
    }

    private ListItem item(TourStep step) {
        StatusChip chip = new StatusChip(Tone.OK, "DONE");
        chip.setVisible(false);
        chips.put(step, chip);
        Div head = new Div(new H2(step.title()), chip);
        head.addClassName("tour-head");
        Button go = new Button("Do this step", click -> goTo(step));
        go.setAriaLabel("Do this step: " + step.title());
        return new ListItem(new Div(head, new Paragraph(step.words())), go);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        show(tours.progress(actor.get()));
        watch = tours.watch(seen -> ui.access(() -> show(seen.progress())));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
            watch = null;
        }
        super.onDetach(event);
    }

    private void show(TourProgress progress) {
        chips.forEach((step, chip) -> chip.setVisible(progress.done().contains(step)));
        boolean fresh = progress.done().isEmpty() && !progress.open();
        begin.setText(fresh ? "Start the tour" : "Start again from the beginning");
    }

    private void begin() {
        tours.begin(actor.get());
    }

    private void goTo(TourStep step) {
        TourProgress progress = tours.goTo(actor.get(), step);
        getUI().ifPresent(ui -> PageAddress.open(ui, TourRoutes.of(progress)));
    }
}
