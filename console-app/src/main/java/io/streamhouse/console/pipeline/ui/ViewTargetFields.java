package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.component.Tone;
import io.streamhouse.console.views.Freshnesses;
import io.streamhouse.console.views.SliderCurves;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fields of a materialized view in which rows end: how fresh it is to be, on a slider that says what that costs. */
final class ViewTargetFields extends TargetFields.Making {

    private static final long serialVersionUID = 1L;

    private static final List<String> MODES = modes();

    private final Step.IntoView before;
    private final FreshnessSlider slider;
    private final Paragraph basis = new Paragraph();
    private final ComboBox<String> freshness;
    private final Select<String> mode;
    private final ColumnsField primaryKey;
    private final ColumnsField partitionedBy;
    private final RowsField<Map.Entry<String, String>> options;

    ViewTargetFields(FormContext context, Step.IntoView target) {
        super(context, target.relation(), "view");
        before = target;
        slider = new FreshnessSlider("Freshness of " + target.relation().name(), FreshnessSlider.Form.LARGE);
        basis.addClassName("pipe-basis");
        add(slider, basis);
        freshness = typed(
                "Freshness",
                "freshness",
                "At most this far behind its sources; fresher costs more.",
                Freshnesses.text(target.freshness()));
        offer(freshness, Freshnesses.OFFERED);
        mode = select(
                "Refresh mode",
                "mode",
                "AUTO picks the cheapest that meets the freshness, and changes it when that changes.",
                MODES,
                ViewTargetFields::label,
                target.mode().text());
        primaryKey = columns(
                "Primary key",
                "primaryKey",
                "Empty for the one that follows from the query.",
                target.primaryKey(),
                inputs -> inputs.names(0));
        partitionedBy = columns(
                "Partitioned by",
                "partitionedBy",
                "Rows with the same values are stored together. Leave it empty unless there is much of it.",
                target.partitionedBy(),
                inputs -> inputs.names(0));
        options = options(target.options());
        slider.addChosenListener(chosen -> freshness.setValue(Freshnesses.text(Freshnesses.target(chosen.choice()))));
        freshness.addValueChangeListener(change -> move());
        mode.addValueChangeListener(change -> move());
        move();
    }

    private void move() {
        FreshnessTarget target = freshness();
        FreshnessSlider.Choice choice = Freshnesses.choice(target);
        Optional<Duration> effective =
                target instanceof FreshnessTarget.Within within ? Optional.of(within.lag()) : Optional.empty();
        Optional<Tone> pinned = RequestedMode.parse(mode.getValue()) instanceof RequestedMode.Pinned fixed
                ? Optional.of(SliderCurves.tone(fixed.mode()))
                : Optional.empty();
        slider.setPinned(pinned);
        slider.setHere(choice, effective);
        slider.setChoice(choice);
    }

    @Override
    void offer(FormInputs inputs) {
        super.offer(inputs);
        context.costs(step(new FreshnessTarget.OnDemand(), new RequestedMode.Auto()), this::show);
    }

    private void show(FreshnessCurve curve) {
        slider.setCurve(curve);
        basis.setText(curve.basis());
    }

    private static List<String> modes() {
        List<String> modes = new ArrayList<>(List.of(RequestedMode.AUTO));
        for (RefreshMode mode : RefreshMode.values()) {
            modes.add(mode.name());
        }
        return List.copyOf(modes);
    }

    private static String label(String mode) {
        return mode.equals(RequestedMode.AUTO)
                ? mode
                : mode.charAt(0) + mode.substring(1).toLowerCase(Locale.ROOT);
    }

    /** As before, and said at the field, where what is typed is no freshness. */
    private FreshnessTarget freshness() {
        String typed = value(freshness);
        freshness.setInvalid(false);
        if (typed.equals(Freshnesses.text(before.freshness()))) {
            return before.freshness();
        }
        try {
            return Freshnesses.parse(typed);
        } catch (ProblemException e) {
            freshness.setErrorMessage(FieldMessage.words(e.problem()));
            freshness.setInvalid(true);
            return before.freshness();
        }
    }

    @Override
    Step step() {
        return step(freshness(), RequestedMode.parse(mode.getValue()));
    }

    private Step.IntoView step(FreshnessTarget fresh, RequestedMode requested) {
        return new Step.IntoView(
                relation(), primaryKey.values(), partitionedBy.values(), fresh, requested, OptionRow.options(options));
    }
}
