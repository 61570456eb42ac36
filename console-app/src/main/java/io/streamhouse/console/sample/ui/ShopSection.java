package io.streamhouse.console.sample.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.ProblemText;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Toast;
import io.streamhouse.component.Tone;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.sample.SampleStatus;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.util.OptionalLong;

/** Starts, paces and pauses the sample shop. */
final class ShopSection extends Section {

    private static final long serialVersionUID = 1L;

    private static final int LOOK_EVERY_MILLIS = 2_000;

    private final transient SampleShop shop;
    private final transient CurrentActor actor;
    private final StatusChip state = new StatusChip(Tone.NEUTRAL, "");
    private final Span step = new Span();
    private final Div written = new Div();
    private final ProblemPanel problem = new ProblemPanel();
    private final IntegerField rate = new IntegerField("Events per second");
    private final Button start = new Button("Start the shop", click -> change(true));
    private final Button pause = new Button("Pause", click -> change(false));
    private final Button pace = new Button("Set the pace", click -> change(true));
    private Registration looking = () -> {};

    ShopSection(SampleShop shop, CurrentActor actor) {
        this.shop = shop;
        this.actor = actor;
        addClassName("settings-section");
        Paragraph lead = new Paragraph("A web shop that lives: customers, products, orders, order lines, payments,"
                + " shipments and clicks, 30 days of history, and new, changed and deleted rows ever since. Something"
                + " to query before your own data is here: ");
        Anchor browse = new Anchor("catalog/streamhouse.shop", "browse its tables");
        browse.setRouterIgnore(false);
        lead.add(browse);
        lead.addClassName("sh-dim");
        written.addClassName("sh-dim");
        Div now = new Div(state, step, written);
        now.addClassNames("sh-card", "settings-now");
        rate.setMin(1);
        rate.setMax(SampleShop.MOST_EVENTS_PER_SECOND);
        rate.setStepButtonsVisible(true);
        rate.setHelperText("From 1 to " + Formats.number(SampleShop.MOST_EVENTS_PER_SECOND));
        start.addThemeNames("primary");
        Div actions = new Div(start, pace, pause);
        actions.addClassName("sh-actions");
        add(new H2("Sample shop"), lead, now, problem, rate, actions);
        SampleStatus status = shop.status();
        rate.setValue(status.eventsPerSecond());
        show(status);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        ui.setPollInterval(LOOK_EVERY_MILLIS);
        looking = ui.addPollListener(poll -> show(shop.status()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        event.getUI().setPollInterval(-1);
        looking.remove();
    }

    private void show(SampleStatus status) {
        state.show(tone(status.state()), status.state().name().replace('_', ' '));
        step.setText(status.step());
        written.removeAll();
        if (status.rowsWritten() > 0) {
            written.add(new Span(Formats.number(status.rowsWritten()) + " rows since the console started, the last "));
            status.lastWrite().ifPresent(at -> written.add(new RelativeTime(at)));
        }
        status.problem().ifPresentOrElse(why -> problem.show(text(why)), problem::clear);
        start.setVisible(!status.running());
        start.setText(status.state() == SampleStatus.State.OFF ? "Start the shop" : "Go on");
        pause.setVisible(status.running());
        pace.setVisible(status.running());
    }

    private void change(boolean running) {
        Integer wanted = rate.getValue();
        if (wanted == null || rate.isInvalid()) {
            rate.focus();
            return;
        }
        try {
            show(shop.change(actor.get(), running, wanted, OptionalLong.empty()));
            Toast.done(running ? "The shop makes " + Formats.number(wanted) + " events per second" : "The shop rests");
        } catch (ProblemException e) {
            Toast.problem(text(e.problem()));
        }
    }

    private static ProblemText text(Problem problem) {
        return new ProblemText(problem.code().name(), problem.what(), java.util.Optional.empty(), problem.nextStep());
    }

    private static Tone tone(SampleStatus.State state) {
        return switch (state) {
            case OFF, PAUSED -> Tone.NEUTRAL;
            case WAITING_FOR_ENGINE, INSTALLING -> Tone.ACCENT;
            case RUNNING -> Tone.OK;
            case FAILED -> Tone.BAD;
        };
    }
}
