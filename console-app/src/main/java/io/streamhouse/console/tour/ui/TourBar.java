package io.streamhouse.console.tour.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Toast;
import io.streamhouse.component.Tone;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.tour.TourFacts;
import io.streamhouse.console.tour.TourProgress;
import io.streamhouse.console.tour.TourRoutes;
import io.streamhouse.console.tour.TourStep;
import io.streamhouse.console.tour.Tours;
import io.streamhouse.console.tour.Tours.TourSeen;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says below every page what the present step of the tour is, leads to where it is done, and sees when it is. */
@StyleSheet("context://tour.css")
final class TourBar extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Tours tours;
    private final transient CurrentActor actor;
    private final Span count = new Span();
    private final H2 title = new H2();
    private final StatusChip done = new StatusChip(Tone.OK, "DONE");
    private final Paragraph words = new Paragraph();
    private final Span said = new Span();
    private final Button start = new Button("Start the shop", click -> startShop());
    private final Button there = new Button("Take me there", VaadinIcon.ARROW_RIGHT.create(), click -> go());
    private final Button back = new Button("Back", click -> back());
    private final Button next = new Button("Skip", click -> next());
    private final Button end = new Button("End the tour", VaadinIcon.CLOSE_SMALL.create(), click -> end());
    private transient TourProgress shown = TourProgress.NOT_BEGUN;
    private transient TourFacts facts = new TourFacts(false, "", Optional.empty(), Map.of());
    private transient @Nullable Watch watch;
    private transient @Nullable Registration navigation;

    TourBar(Tours tours, CurrentActor actor) {
        this.tours = tours;
        this.actor = actor;
        addClassName("tour-bar");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Tour");
        count.addClassName("sh-dim");
        said.addClassName("tour-said");
        said.getElement().setAttribute("role", "status");
        back.addThemeVariants(ButtonVariant.TERTIARY);
        end.addThemeVariants(ButtonVariant.TERTIARY);
        Div head = new Div(count, title, done);
        head.addClassName("tour-head");
        Div text = new Div(head, words, said);
        text.addClassName("tour-text");
        Div buttons = new Div(start, there, back, next, end);
        buttons.addClassName("sh-actions");
        add(text, buttons);
        setVisible(false);
    }

    private Actor who() {
        return actor.get();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        show(new TourSeen(tours.progress(who()), facts));
        watch = tours.watch(seen -> ui.access(() -> show(seen)));
        navigation = ui.addAfterNavigationListener(
                after -> tours.visited(who(), after.getLocation().getPath()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
            watch = null;
        }
        if (navigation != null) {
            navigation.remove();
            navigation = null;
        }
        super.onDetach(event);
    }

    private void show(TourSeen seen) {
        TourProgress progress = seen.progress();
        facts = seen.facts();
        setVisible(progress.open());
        if (!progress.open()) {
            shown = progress;
            return;
        }
        TourStep step = progress.step();
        boolean finished = progress.finished();
        count.setText("Tour, step " + step.number() + " of " + TourStep.values().length);
        title.setText(step.title());
        words.setText(step.words());
        done.setVisible(finished);
        boolean shop = step == TourStep.SHOP;
        start.setVisible(shop && !finished);
        there.setVisible(!shop && !finished);
        back.setVisible(!step.isFirst());
        next.setText(finished ? step.isLast() ? "Finish" : "Next: " + next(step).title() : "Skip this step");
        emphasise(start, !finished);
        emphasise(next, finished);
        said.setText(
                finished
                        ? "Step " + step.number() + " is done."
                        : shop && !seen.facts().shopStep().isEmpty()
                                ? seen.facts().shopStep()
                                : "");
        shown = progress;
    }

    private static TourStep next(TourStep step) {
        return TourStep.values()[Math.min(step.ordinal() + 1, TourStep.values().length - 1)];
    }

    private static void emphasise(Button button, boolean on) {
        if (on) {
            button.addThemeVariants(ButtonVariant.PRIMARY);
        } else {
            button.removeThemeVariants(ButtonVariant.PRIMARY);
        }
    }

    private void startShop() {
        try {
            tours.startShop(who());
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e));
        }
    }

    private void go() {
        getUI().ifPresent(ui -> PageAddress.open(ui, TourRoutes.of(shown)));
    }

    private void next() {
        boolean last = shown.step().isLast();
        boolean finished = shown.finished();
        TourProgress progress = tours.next(who());
        if (last) {
            setVisible(false);
            Toast.done(
                    finished
                            ? "That was the tour: the view is yours. It can be taken again from the Overview or with Ctrl+K"
                            : "The tour is over. It can be taken again from the Overview or with Ctrl+K");
            return;
        }
        move(progress);
    }

    /** Shows the step that it came to, and leads to where it is done. */
    private void move(TourProgress progress) {
        show(new TourSeen(progress, facts));
        go();
    }

    private void back() {
        move(tours.back(who()));
    }

    private void end() {
        tours.end(who());
        setVisible(false);
        Toast.done("The tour can be taken again from the Overview or with Ctrl+K");
    }
}
