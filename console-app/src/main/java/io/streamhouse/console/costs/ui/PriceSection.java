package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.costs.CostFeed;
import io.streamhouse.console.costs.Costs;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Prices.Basis;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What CPU time, storage and requests cost, and what of them is paid for. */
final class PriceSection extends Section {

    private static final long serialVersionUID = 1L;

    private static final List<String> OFTEN = List.of("USD", "EUR", "GBP", "CHF", "JPY");

    private final transient Costs costs;
    private final transient CostFeed feed;
    private final transient CurrentActor actor;
    private final Select<Basis> basis = new Select<>();
    private final Paragraph idle = new Paragraph();
    private final TextField currency = new TextField("Currency");
    private final TextField cpuHour = price("CPU-hour", "One core for an hour");
    private final TextField gigabyteMonth = price("GB-month", "10⁹ bytes kept for 730 hours");
    private final TextField thousandRequests = price("1,000 requests", "Files made, read, listed or deleted");
    private final Span defaults = new Span();
    private final ProblemPanel problem = new ProblemPanel();
    private long revision;

    PriceSection(Costs costs, CostFeed feed, CurrentActor actor) {
        this.costs = costs;
        this.feed = feed;
        this.actor = actor;
        addClassName("settings-section");
        Paragraph lead =
                new Paragraph("What was used is metered; these prices turn it into money, everywhere and at once,"
                        + " for the past too. They change no figure of what was used.");
        lead.addClassName("sh-dim");
        basis.setLabel("What is paid for");
        basis.setItems(Basis.values());
        basis.setItemLabelGenerator(PriceWords::basis);
        basis.setWidth("18rem");
        basis.addValueChangeListener(change -> idle.setText(PriceWords.idle(change.getValue())));
        idle.addClassName("sh-dim");
        idle.getElement().setAttribute("aria-live", "polite");
        currency.setHelperText("As ISO 4217 names it: " + String.join(", ", OFTEN) + " …");
        currency.setMaxLength(3);
        currency.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        defaults.addClassName("sh-dim");
        Div fields = new Div(currency, cpuHour, gigabyteMonth, thousandRequests);
        fields.addClassName("settings-prices");
        Div form = new Div(basis, idle, fields);
        form.addClassNames("settings-form", "sh-card");
        Button save = new Button("Save", click -> save());
        save.addThemeNames("primary");
        Button reset = new Button("Back to the defaults", click -> fill(Prices.DEFAULT));
        Button call = new Button("HTTP call", VaadinIcon.CODE.create(), click -> showCall());
        call.addThemeNames("tertiary");
        Div buttons = new Div(save, reset, call);
        buttons.addClassName("sh-actions");
        Prices usual = Prices.DEFAULT;
        defaults.setText("The defaults are " + plain(usual.cpuHour()) + " " + usual.currency() + " a CPU-hour, "
                + plain(usual.gigabyteMonth()) + " a GB-month and " + plain(usual.thousandRequests())
                + " for 1,000 requests: about what a small machine and object storage cost at the large clouds.");
        add(new H2("Prices"), lead, problem, form, defaults, buttons);
        load();
    }

    private static TextField price(String label, String meaning) {
        TextField field = new TextField(label);
        field.setHelperText(meaning);
        field.addThemeName("align-right");
        return field;
    }

    private void load() {
        revision = costs.pricesRevision();
        fill(costs.prices());
    }

    private void fill(Prices prices) {
        basis.setValue(prices.basis());
        currency.setValue(prices.currency());
        cpuHour.setValue(plain(prices.cpuHour()));
        gigabyteMonth.setValue(plain(prices.gigabyteMonth()));
        thousandRequests.setValue(plain(prices.thousandRequests()));
        for (TextField field : List.of(currency, cpuHour, gigabyteMonth, thousandRequests)) {
            field.setInvalid(false);
        }
        problem.clear();
    }

    private static String plain(double price) {
        return BigDecimal.valueOf(price).stripTrailingZeros().toPlainString();
    }

    /** What is typed; empty, and marked at the field, if it can't be read. */
    private Optional<Prices> read() {
        String code = currency.getValue().strip().toUpperCase(Locale.ROOT);
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(each -> each.getCurrencyCode().equals(code));
        currency.setErrorMessage("“" + currency.getValue() + "” is no currency. Write three letters, such as EUR");
        currency.setInvalid(!known);
        List<OptionalDouble> read = new ArrayList<>();
        for (TextField field : List.of(cpuHour, gigabyteMonth, thousandRequests)) {
            OptionalDouble price = number(field.getValue());
            field.setErrorMessage("Write a number from 0 up, such as 0.05");
            field.setInvalid(price.isEmpty());
            read.add(price);
        }
        return known && read.stream().allMatch(OptionalDouble::isPresent)
                ? Optional.of(new Prices(
                        code,
                        basis.getValue(),
                        read.get(0).getAsDouble(),
                        read.get(1).getAsDouble(),
                        read.get(2).getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble number(String text) {
        try {
            double value = new BigDecimal(text.strip()).doubleValue();
            return value >= 0 && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private void save() {
        read().ifPresent(prices -> {
            try {
                costs.setPrices(actor.get(), prices, OptionalLong.of(revision));
                load();
                feed.refresh();
                Toast.done("Everything is told in these prices now");
            } catch (ProblemException e) {
                problem.show(ProblemTexts.of(e.problem()));
                problem.withActions(
                        e.problem().code() == ErrorCode.REVISION_CONFLICT
                                ? new Button[] {new Button("Show the prices there are now", click -> load())}
                                : new Button[0]);
            }
        });
    }

    private void showCall() {
        read().ifPresent(prices -> new HttpCallsDialog(CostCalls.prices(prices, revision)).open());
    }
}
