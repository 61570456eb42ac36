package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Scope;
import io.streamhouse.component.Formats;
import io.streamhouse.console.alerts.RuleText.Kind;
import io.streamhouse.console.alerts.RuleWords;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a rule is made of, as fields. */
final class RuleForm extends Div {

    private static final long serialVersionUID = 1L;

    private static final List<Duration> LASTING = List.of(
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    private static final List<Duration> COUNTED = List.of(
            Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(7));

    private static final String TARGET = "its target";

    private static final List<Duration> LAGS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    private final Select<Kind> kind = new Select<>();
    private final ComboBox<String> scope = new ComboBox<>("Of");
    private final Select<Optional<Duration>> above = new Select<>();
    private final Select<Duration> lasting = new Select<>();
    private final TextField share = new TextField("Less than, in %");
    private final Select<Condition.Window> window = new Select<>();
    private final TextField atLeast = new TextField("At least");
    private final Select<Duration> counted = new Select<>();
    private final TextField budget = new TextField("More than");
    private final Select<WhenUnknown> whenUnknown = new Select<>();
    private final TextField name = new TextField("Name");
    private final Runnable changed;
    private boolean setting;

    /** @param changed called when a person chose something, valid or not */
    RuleForm(Runnable changed) {
        this.changed = changed;
        addClassNames("sh-card", "alerts-card", "alerts-form");
        select(kind, "Alert me when", List.of(Kind.values()), RuleForm::label);
        select(above, "Further behind than", List.of(), RuleForm::label);
        select(lasting, "For at least", LASTING, RuleForm::lasting);
        select(window, "Over the last", List.of(Condition.Window.values()), item -> RuleWords.window(item.length()));
        select(counted, "Over the last", COUNTED, RuleWords::window);
        select(whenUnknown, "When nothing is known", List.of(WhenUnknown.values()), RuleForm::label);
        whenUnknown.setHelperText("Such as while the engine is down; said after 5 min at the earliest");
        scope.setHelperText("One view, a database, or all views, those that come later too");
        scope.addValueChangeListener(change -> tell());
        for (TextField field : List.of(share, atLeast, budget, name)) {
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(change -> tell());
        }
        name.setMaxLength(200);
        name.setHelperText("What it says, if you leave this empty");
        Div fields = new Div(kind, above, lasting, share, window, atLeast, counted, budget, scope, whenUnknown, name);
        fields.addClassName("alerts-fields");
        add(new H2("Rule"), fields);
        arrange();
    }

    private <T> void select(
            Select<T> field, String label, List<T> items, com.vaadin.flow.component.ItemLabelGenerator<T> labels) {
        field.setLabel(label);
        field.setItems(items);
        field.setItemLabelGenerator(labels);
        field.addValueChangeListener(change -> {
            arrange();
            tell();
        });
    }

    private void tell() {
        if (!setting) {
            changed.run();
        }
    }

    /** What can be chosen from, beside what the rule at hand has. */
    void offer(List<RelationId> views, Scope now, String currency) {
        List<String> scopes = new ArrayList<>();
        scopes.add(label(new Scope.Everything()));
        views.stream()
                .map(view -> view.databaseId().toString())
                .distinct()
                .sorted()
                .forEach(scopes::add);
        views.stream().map(RelationId::toString).sorted().forEach(scopes::add);
        String chosen = label(now);
        if (!scopes.contains(chosen)) {
            scopes.add(chosen);
        }
        boolean before = setting;
        setting = true;
        scope.setItems(scopes);
        scope.setValue(chosen);
        budget.setHelperText(currency + " in the last 24 hours, metered");
        setting = before;
    }

    /** Shows this rule without telling anybody. */
    void set(String called, AlertRule rule) {
        setting = true;
        name.setValue(called);
        whenUnknown.setValue(rule.whenUnknown());
        Optional<Duration> lag = Optional.empty();
        Duration lasts = Duration.ofMinutes(5);
        Duration over = Duration.ofHours(1);
        share.setValue("95");
        window.setValue(Condition.Window.DAY);
        atLeast.setValue("3");
        budget.setValue("1");
        switch (rule.when()) {
            case Condition.Lag behind -> {
                kind.setValue(Kind.LAG);
                lag = behind.above();
                lasts = behind.lasting();
            }
            case Condition.Within within -> {
                kind.setValue(Kind.WITHIN_TARGET);
                share.setValue(plain(within.share() * 100));
                window.setValue(within.window());
            }
            case Condition.Failing ignored -> kind.setValue(Kind.FAILING);
            case Condition.FailedRefreshes failed -> {
                kind.setValue(Kind.FAILED_REFRESHES);
                atLeast.setValue(String.valueOf(failed.atLeast()));
                over = failed.window();
            }
            case Condition.Suspended ignored -> kind.setValue(Kind.SUSPENDED);
            case Condition.CostPerDay cost -> {
                kind.setValue(Kind.COST_PER_DAY);
                budget.setValue(plain(cost.budget()));
            }
        }
        above.setItems(lags(lag));
        above.setValue(lag);
        lasting.setItems(with(LASTING, lasts));
        lasting.setValue(lasts);
        counted.setItems(with(COUNTED, over));
        counted.setValue(over);
        arrange();
        setting = false;
    }

    private static List<Optional<Duration>> lags(Optional<Duration> chosen) {
        List<Optional<Duration>> offered = new ArrayList<>();
        offered.add(Optional.empty());
        chosen.map(lag -> with(LAGS, lag)).orElse(LAGS).forEach(lag -> offered.add(Optional.of(lag)));
        return offered;
    }

    private static List<Duration> with(List<Duration> offered, Duration chosen) {
        List<Duration> all = new ArrayList<>(offered);
        if (!all.contains(chosen)) {
            all.add(chosen);
            all.sort(Duration::compareTo);
        }
        return all;
    }

    private void arrange() {
        Kind chosen = kind.getValue();
        above.setVisible(chosen == Kind.LAG);
        lasting.setVisible(chosen == Kind.LAG);
        share.setVisible(chosen == Kind.WITHIN_TARGET);
        window.setVisible(chosen == Kind.WITHIN_TARGET);
        atLeast.setVisible(chosen == Kind.FAILED_REFRESHES);
        counted.setVisible(chosen == Kind.FAILED_REFRESHES);
        budget.setVisible(chosen == Kind.COST_PER_DAY);
    }

    /** The name that was given; empty if none was. */
    Optional<String> name() {
        return Optional.of(name.getValue().strip()).filter(text -> !text.isEmpty());
    }

    /** The rule as the fields have it; empty, and marked at the field, if one can't be so. */
    Optional<AlertRule> rule() {
        if (kind.getValue() == null || scope.getValue() == null || whenUnknown.getValue() == null) {
            return Optional.empty();
        }
        return condition().map(when -> new AlertRule(when, scope(scope.getValue()), whenUnknown.getValue()));
    }

    private Optional<Condition> condition() {
        return switch (kind.getValue()) {
            case LAG -> Optional.of(new Condition.Lag(above.getValue(), lasting.getValue()));
            case WITHIN_TARGET -> {
                OptionalDouble percent = number(share, 0.01, 100, "A share is more than 0 and at most 100 %");
                yield percent.isPresent()
                        ? Optional.of(new Condition.Within(percent.getAsDouble() / 100, window.getValue()))
                        : Optional.empty();
            }
            case FAILING -> Optional.of(new Condition.Failing());
            case FAILED_REFRESHES -> {
                OptionalDouble count = number(atLeast, 1, 10_000, "A number from 1 to 10,000");
                yield count.isPresent()
                        ? Optional.of(new Condition.FailedRefreshes((int) count.getAsDouble(), counted.getValue()))
                        : Optional.empty();
            }
            case SUSPENDED -> Optional.of(new Condition.Suspended());
            case COST_PER_DAY -> {
                OptionalDouble amount = number(budget, 0, 1e12, "A number from 0 up");
                yield amount.isPresent()
                        ? Optional.of(new Condition.CostPerDay(amount.getAsDouble()))
                        : Optional.empty();
            }
        };
    }

    private static OptionalDouble number(TextField field, double least, double most, String otherwise) {
        try {
            double value = Double.parseDouble(field.getValue().strip().replace(',', '.'));
            if (value >= least && value <= most) {
                field.setInvalid(false);
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of bounds.
        }
        field.setErrorMessage(otherwise);
        field.setInvalid(true);
        return OptionalDouble.empty();
    }

    private static Scope scope(String label) {
        return label.equals(label(new Scope.Everything())) ? new Scope.Everything() : Scope.parse(label);
    }

    private static String label(Scope scope) {
        return scope instanceof Scope.Everything ? "All views" : scope.text();
    }

    private static String label(@Nullable Kind kind) {
        return kind == null
                ? ""
                : switch (kind) {
                    case LAG -> "a view is too far behind";
                    case WITHIN_TARGET -> "a view keeps its target too seldom";
                    case FAILING -> "a view fails";
                    case FAILED_REFRESHES -> "refreshes fail repeatedly";
                    case SUSPENDED -> "a view is suspended";
                    case COST_PER_DAY -> "it costs more than a budget";
                };
    }

    private static String label(WhenUnknown choice) {
        return switch (choice) {
            case KEEP -> "stay as it was, and say so";
            case FIRE -> "fire";
        };
    }

    private static String label(Optional<Duration> lag) {
        return lag.map(Formats::duration).orElse(TARGET);
    }

    private static String lasting(Duration lasting) {
        return lasting.isZero() ? "a moment" : Formats.duration(lasting);
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
    }
}
