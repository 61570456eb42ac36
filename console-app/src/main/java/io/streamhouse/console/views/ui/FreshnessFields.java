package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.console.views.Freshnesses;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import java.util.List;
import java.util.Optional;

/** How fresh a view is to be, and how it is refreshed: two fields that belong together. */
final class FreshnessFields extends Div {

    private static final long serialVersionUID = 1L;

    private static final List<String> MODES = List.of(
            RequestedMode.AUTO, RefreshMode.CONTINUOUS.name(), RefreshMode.INCREMENTAL.name(), RefreshMode.FULL.name());

    private final ComboBox<String> freshness = new ComboBox<>("Freshness");
    private final Select<String> mode = new Select<>();
    private final Runnable changed;
    private boolean setting;

    /** @param changed called when a person chose something, valid or not */
    FreshnessFields(Runnable changed) {
        this.changed = changed;
        addClassName("views-freshness");
        freshness.setItems(Freshnesses.OFFERED);
        freshness.setAllowCustomValue(true);
        freshness.setHelperText("At most this far behind, such as 30 s or 5 min");
        freshness.addCustomValueSetListener(typed -> freshness.setValue(typed.getDetail()));
        freshness.addValueChangeListener(change -> tell());
        mode.setLabel("Refresh mode");
        mode.setItems(MODES);
        mode.setItemLabelGenerator(FreshnessFields::label);
        mode.setHelperText("AUTO picks the cheapest that meets the target");
        mode.addValueChangeListener(change -> tell());
        add(freshness, mode);
    }

    private static String label(String mode) {
        return mode.equals(RequestedMode.AUTO)
                ? "AUTO"
                : mode.charAt(0) + mode.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    private void tell() {
        if (!setting) {
            changed.run();
        }
    }

    /** Shows these without telling anybody. */
    void set(FreshnessTarget target, RequestedMode requested) {
        setting = true;
        freshness.setValue(Freshnesses.text(target));
        freshness.setInvalid(false);
        mode.setValue(requested.text());
        setting = false;
    }

    /** What is chosen; empty, and marked at the field, if it can't be read. */
    Optional<FreshnessTarget> freshness() {
        try {
            FreshnessTarget target = Freshnesses.parse(freshness.getValue() == null ? "" : freshness.getValue());
            freshness.setInvalid(false);
            return Optional.of(target);
        } catch (ProblemException e) {
            freshness.setErrorMessage(e.problem().what()
                    + e.problem().nextStep().map(step -> ". " + step).orElse(""));
            freshness.setInvalid(true);
            return Optional.empty();
        }
    }

    RequestedMode mode() {
        return RequestedMode.parse(mode.getValue() == null ? RequestedMode.AUTO : mode.getValue());
    }
}
