package io.streamhouse.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fresh something is to be: a slider from a second to a day with what each freshness costs. What a choice would cost
 * is said while the thumb moves, by the browser alone; the server is told when the thumb is let go.
 */
@Tag("sh-freshness-slider")
@JsModule("./streamhouse/freshness-slider.ts")
public final class FreshnessSlider extends Component implements HasStyle {

    private static final long serialVersionUID = 1L;

    /** What can be chosen. */
    public sealed interface Choice extends Serializable {

        /** At most so far behind. */
        record Within(Duration lag) implements Choice {}

        /** As its consumers need it. */
        record Downstream() implements Choice {}

        /** Only when asked for. */
        record OnDemand() implements Choice {}
    }

    /** How much is shown. */
    public enum Form {
        /** With figures and the cost curve. */
        LARGE,
        /** One line, for lists. */
        COMPACT
    }

    /** A person chose something, by pointer, keyboard or menu. */
    @DomEvent("sh-freshness")
    public static final class Chosen extends ComponentEvent<FreshnessSlider> {

        private static final long serialVersionUID = 1L;

        private final String value;
        private final int turn;

        public Chosen(
                FreshnessSlider source,
                boolean fromClient,
                @EventData("event.detail.value") String value,
                @EventData("event.detail.turn") int turn) {
            super(source, fromClient);
            this.value = value;
            this.turn = turn;
        }

        public Choice choice() {
            return parse(value);
        }
    }

    private record State(
            String label,
            String value,
            String here,
            @Nullable Double effectiveSeconds,
            @Nullable Tone pinned,
            String refusal,
            boolean disabled,
            int turn)
            implements Serializable {}

    private static final String DOWNSTREAM = "DOWNSTREAM";
    private static final String ON_DEMAND = "ON_DEMAND";

    private final String label;
    private Choice choice = new Choice.Within(Duration.ofMinutes(1));
    private Choice here = choice;
    private @Nullable Double effectiveSeconds;
    private @Nullable Tone pinned;
    private String refusal = "";
    private boolean disabled;
    private int turn;
    private @Nullable FreshnessCurve curve;
    private @Nullable State sent;

    /** @param label what a screen reader calls it, such as {@code Freshness of revenue} */
    public FreshnessSlider(String label, Form form) {
        this.label = label;
        addClassName("sh-freshness-slider");
        getElement().setAttribute("compact", form == Form.COMPACT);
        addListener(Chosen.class, chosen -> {
            choice = chosen.choice();
            turn = chosen.turn;
            refusal = "";
        });
    }

    /** Draws what freshness costs; one without lines says that it is not known yet, and why. */
    public void setCurve(FreshnessCurve newCurve) {
        if (!newCurve.equals(curve)) {
            curve = newCurve;
            if (isAttached()) {
                getElement().callJsFunction("setCurve", newCurve);
            }
        }
    }

    /** What holds now, and the target that comes of it where it is none itself; empty if that is not known. */
    public void setHere(Choice now, Optional<Duration> effective) {
        here = now;
        effectiveSeconds = effective.map(FreshnessSlider::seconds).orElse(null);
        send();
    }

    /** Moves the thumb, unless a person holds it. Takes back what {@link #refuse} said. */
    public void setChoice(Choice newChoice) {
        choice = newChoice;
        refusal = "";
        send();
    }

    public Choice choice() {
        return choice;
    }

    /** The mode that holds at any freshness, instead of the one its band is for. */
    public void setPinned(Optional<Tone> mode) {
        pinned = mode.orElse(null);
        send();
    }

    /** Says why what is chosen can't be had, until another is chosen. */
    public void refuse(String why) {
        refusal = why;
        send();
    }

    public void setDisabled(boolean newDisabled) {
        disabled = newDisabled;
        send();
    }

    public Registration addChosenListener(ComponentEventListener<Chosen> listener) {
        return addListener(Chosen.class, listener);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        sent = null;
        if (curve != null) {
            getElement().callJsFunction("setCurve", curve);
        }
        send();
    }

    private void send() {
        if (!isAttached()) {
            return;
        }
        State now = new State(label, text(choice), text(here), effectiveSeconds, pinned, refusal, disabled, turn);
        if (!now.equals(sent)) {
            sent = now;
            getElement().callJsFunction("show", now);
        }
    }

    private static String text(Choice of) {
        return switch (of) {
            case Choice.Within within -> String.valueOf(seconds(within.lag()));
            case Choice.Downstream ignored -> DOWNSTREAM;
            case Choice.OnDemand ignored -> ON_DEMAND;
        };
    }

    private static Choice parse(String text) {
        return switch (text) {
            case DOWNSTREAM -> new Choice.Downstream();
            case ON_DEMAND -> new Choice.OnDemand();
            default -> new Choice.Within(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)));
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
