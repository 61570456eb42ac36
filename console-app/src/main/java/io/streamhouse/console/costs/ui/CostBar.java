package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Choices;
import io.streamhouse.console.costs.CostWindow;
import io.streamhouse.cost.CostReport.GroupBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which time is looked at, and by what it is told. */
final class CostBar extends Div {

    private static final long serialVersionUID = 1L;

    private static final String CUSTOM = "custom";

    private final transient InstantSource clock;
    private final transient Consumer<CostAddress> go;
    private final Choices<String> ranges;
    private final Choices<GroupBy> groups;
    private final DateTimePicker from = new DateTimePicker();
    private final DateTimePicker to = new DateTimePicker();
    private final Div custom = new Div();
    private final Span refusal = new Span();
    private ZoneId zone = ZoneId.systemDefault();
    private transient CostAddress shown;

    /** @param go told where a person wants to be */
    CostBar(InstantSource clock, CostAddress first, Consumer<CostAddress> go) {
        this.clock = clock;
        this.go = go;
        this.shown = first;
        addClassNames("sh-toolbar", "costs-bar");
        Map<String, String> names = new LinkedHashMap<>();
        CostAddress.RANGES.keySet().forEach(name -> names.put(name, name.replaceFirst("(\\d+)(\\w)", "$1 $2")));
        names.put(CUSTOM, "Custom");
        ranges = new Choices<>("Time to look at", names, this::choose);
        Map<GroupBy, String> by = new LinkedHashMap<>();
        by.put(GroupBy.RELATION, "Relation");
        by.put(GroupBy.MODE, "Mode");
        by.put(GroupBy.DATABASE, "Database");
        groups = new Choices<>("Lines by", by, wanted -> go.accept(shown.with(wanted)));
        from.setAriaLabel("From");
        to.setAriaLabel("To");
        from.setStep(Duration.ofMinutes(15));
        to.setStep(Duration.ofMinutes(15));
        Button show = new Button("Show", click -> showCustom());
        show.addThemeNames("small");
        refusal.addClassName("sh-bad");
        refusal.getElement().setAttribute("role", "alert");
        custom.addClassName("sh-toolbar");
        custom.add(from, dim("to"), to, show, refusal);
        add(dim("Last"), ranges, custom, dim("by"), groups);
        show(first);
    }

    private static Span dim(String text) {
        Span span = new Span(text);
        span.addClassName("sh-dim");
        return span;
    }

    void useZone(ZoneId wanted) {
        zone = wanted;
        show(shown);
    }

    void show(CostAddress address) {
        shown = address;
        ranges.show(address.range().orElse(CUSTOM));
        groups.show(address.by());
        refusal.setText("");
        switch (address.window()) {
            case CostWindow.Last ignored -> custom.setVisible(false);
            case CostWindow.Between between -> {
                custom.setVisible(true);
                from.setValue(local(between.from()));
                to.setValue(local(between.to()));
            }
        }
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone);
    }

    private void choose(String name) {
        Duration length = CostAddress.RANGES.get(name);
        if (length != null) {
            go.accept(shown.with(new CostWindow.Last(length)));
        } else {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
            go.accept(shown.with(new CostWindow.Between(
                    shown.window().from(now), shown.window().to(now))));
        }
    }

    private void showCustom() {
        LocalDateTime begin = from.getValue();
        LocalDateTime end = to.getValue();
        if (begin == null || end == null || !begin.isBefore(end)) {
            refusal.setText("Give two moments, the earlier one first");
            return;
        }
        go.accept(shown.with(new CostWindow.Between(
                begin.atZone(zone).toInstant(), end.atZone(zone).toInstant())));
    }
}
