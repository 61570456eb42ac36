package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.alerts.RuleSeen;
import io.streamhouse.console.alerts.RuleWords;
import io.streamhouse.console.alerts.SavedRule;
import java.util.List;

/** The rules, how they stand, and what can be done with them. */
final class RulesPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient AlertActions actions;
    private final Div body = new Div();
    private transient List<Row> shown = List.of();

    /** What is shown of a rule: compared, so that rows stay as long as nothing of them changes, and focus with them. */
    private record Row(SavedRule rule, Standing standing, String detail) {
        static Row of(RuleSeen seen) {
            return new Row(seen.saved(), seen.standing(), detail(seen));
        }

        private static String detail(RuleSeen seen) {
            if (seen.saved().paused()) {
                return "not looked at";
            }
            if (seen.subjects().isEmpty()) {
                return "nothing to look at yet";
            }
            if (seen.subjects().size() == 1) {
                return seen.subjects().getFirst().subject().title();
            }
            long worst = seen.count(seen.standing());
            String all = Formats.number(seen.subjects().size());
            return seen.standing() == Standing.OK ? "all " + all : Formats.number(worst) + " of " + all;
        }
    }

    RulesPanel(AlertActions actions) {
        this.actions = actions;
        addClassNames("sh-card", "alerts-card");
        body.addClassName("alerts-scroll");
        add(new H2("Rules"), body);
    }

    void show(List<RuleSeen> rules, String currency) {
        List<Row> rows = rules.stream().map(Row::of).toList();
        if (rows.equals(shown) && body.getComponentCount() > 0) {
            return;
        }
        shown = rows;
        body.removeAll();
        PlainTable table = new PlainTable("Alert rules", "State", "Rule", "On", "When unknown", "Changed", "");
        for (int i = 0; i < rows.size(); i++) {
            RuleSeen seen = rules.get(i);
            Row row = rows.get(i);
            table.row(
                    row.rule().paused() ? new StatusChip(Tone.NEUTRAL, "PAUSED") : AlertWords.chip(row.standing()),
                    name(row.rule(), currency),
                    new Span(row.detail()),
                    PlainTable.dim(row.rule().rule().whenUnknown() == WhenUnknown.FIRE ? "fires" : "stays as it was"),
                    changed(row.rule()),
                    buttons(seen));
        }
        body.add(table);
    }

    private static Component name(SavedRule rule, String currency) {
        Div name = new Div(AlertWords.rule(rule.id(), rule.name()));
        String sentence = RuleWords.sentence(rule.rule(), currency);
        if (!sentence.equals(rule.name())) {
            Span says = PlainTable.dim(sentence);
            says.addClassName("alerts-says");
            name.add(says);
        }
        name.addClassName("alerts-lines");
        return name;
    }

    private static Component changed(SavedRule rule) {
        Div changed = new Div(
                new RelativeTime(rule.changedAt()),
                PlainTable.dim(" by " + rule.changedBy().name()));
        changed.addClassName("sh-nowrap");
        return changed;
    }

    private Component buttons(RuleSeen seen) {
        SavedRule rule = seen.saved();
        Button pause = rule.paused()
                ? button(VaadinIcon.PLAY, "Resume " + rule.name(), () -> actions.pause(rule, false))
                : button(VaadinIcon.PAUSE, "Pause " + rule.name(), () -> actions.pause(rule, true));
        Div buttons =
                new Div(pause, button(VaadinIcon.TRASH, "Delete " + rule.name(), () -> actions.askToDelete(seen)));
        buttons.addClassNames("sh-actions", "alerts-buttons");
        return buttons;
    }

    private static Button button(VaadinIcon icon, String name, Runnable action) {
        Button button = new Button(icon.create(), click -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addThemeNames("icon", "small");
        button.setAriaLabel(name);
        button.setTooltipText(name);
        return button;
    }
}
