package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.component.Tone;
import io.streamhouse.console.views.Freshnesses;
import io.streamhouse.console.views.SliderCurves;
import io.streamhouse.cost.CostCurve;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RequestedMode;
import java.time.Duration;
import java.util.Optional;

/** How fresh a view is to be that there is not yet: the slider with what each freshness would cost, and the fields. */
final class CreationFreshness extends Div {

    private static final long serialVersionUID = 1L;

    private final FreshnessSlider slider = new FreshnessSlider("Freshness of the view", FreshnessSlider.Form.LARGE);
    private final Paragraph basis = new Paragraph();
    private final FreshnessFields fields = new FreshnessFields(this::typed);
    private final transient Runnable changed;

    /** @param changed called when a person chose something, valid or not */
    CreationFreshness(Runnable changed) {
        this.changed = changed;
        addClassName("views-instrument");
        basis.addClassName("views-basis");
        slider.addChosenListener(chosen -> {
            FreshnessTarget target = Freshnesses.target(chosen.choice());
            fields.set(target, fields.mode());
            slider.setHere(chosen.choice(), effective(target));
            changed.run();
        });
        slider.setCurve(SliderCurves.unknown("What it costs is said as soon as there is a query"));
        add(slider, basis, fields);
        set(new FreshnessTarget.Within(Duration.ofMinutes(1)), new RequestedMode.Auto());
    }

    private static Optional<Duration> effective(FreshnessTarget target) {
        return target instanceof FreshnessTarget.Within within ? Optional.of(within.lag()) : Optional.empty();
    }

    private void typed() {
        fields.freshness().ifPresent(target -> move(target, fields.mode()));
        changed.run();
    }

    private void move(FreshnessTarget target, RequestedMode mode) {
        Optional<Tone> pinned = mode instanceof RequestedMode.Pinned fixed
                ? Optional.of(ViewWords.tone(fixed.mode()))
                : Optional.empty();
        slider.setPinned(pinned);
        slider.setHere(Freshnesses.choice(target), effective(target));
        slider.setChoice(Freshnesses.choice(target));
    }

    /** Shows these without telling anybody. */
    void set(FreshnessTarget target, RequestedMode mode) {
        fields.set(target, mode);
        move(target, mode);
    }

    /** What is chosen; empty, and marked at the field, if it can't be read. */
    Optional<FreshnessTarget> freshness() {
        return fields.freshness();
    }

    RequestedMode mode() {
        return fields.mode();
    }

    void show(CostCurve curve) {
        slider.setCurve(SliderCurves.of(curve));
        basis.setText(curve.basis());
    }

    /** There is no curve, and why. */
    void unknown(String why) {
        slider.setCurve(SliderCurves.unknown(why));
        basis.setText("");
    }
}
