package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.PlainTable;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.model.OptionInfo;
import io.streamhouse.sql.TableDesign;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The options that the table is given, and behind them every option that there is, searchable. */
final class OptionsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Consumer<UnaryOperator<TableDesign>> change;
    private final transient Map<String, OptionInfo> known = new LinkedHashMap<>();
    private final boolean altering;
    private final Div given = new Div();
    private final Map<String, TextField> values = new HashMap<>();
    private final Grid<OptionInfo> all = new Grid<>();
    private final TextField search = new TextField();
    private List<String> shown = List.of();
    private transient Map<String, String> set = Map.of();

    /** @param altering whether there is a table already, so that fixed options can't be changed */
    OptionsPanel(List<OptionInfo> options, boolean altering, Consumer<UnaryOperator<TableDesign>> change) {
        this.change = change;
        this.altering = altering;
        options.forEach(option -> known.put(option.key(), option));
        addClassNames("sh-card", "td-options");
        H2 title = new H2("Options");
        title.add(new Span("everything the table is given, in Paimon’s words"));
        given.addClassName("td-scroll");
        NativeDetails everything = new NativeDetails("All options (" + options.size() + ")", new Div(search, all));
        everything.addClassName("td-all");
        setUpSearch();
        setUpGrid();
        add(title, given, everything);
    }

    private void setUpSearch() {
        search.setAriaLabel("Search the options");
        search.setPlaceholder("Search by name or meaning");
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(typed -> find(typed.getValue()));
    }

    private void setUpGrid() {
        all.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        all.getElement().setAttribute("aria-label", "All options");
        all.addColumn(OptionInfo::key).setHeader("Option").setFlexGrow(3);
        all.addColumn(option -> Optional.ofNullable(set.get(option.key()))
                        .orElse(option.defaultValue()
                                .map(value -> value + " (default)")
                                .orElse("–")))
                .setHeader("Value")
                .setFlexGrow(2);
        all.addColumn(option -> (option.fixed() ? "Fixed once there are rows. " : "") + option.meaning())
                .setHeader("Meaning")
                .setFlexGrow(6);
        all.addComponentColumn(this::give).setHeader("").setWidth("6.5rem").setFlexGrow(0);
        all.setItems(known.values());
    }

    private Button give(OptionInfo option) {
        boolean has = set.containsKey(option.key());
        Button button = new Button(has ? "Remove" : "Set", click -> {
            change.accept(design -> has
                    ? design.withoutOption(option.key())
                    : design.withOption(option.key(), option.defaultValue().orElse("")));
            Optional.ofNullable(values.get(option.key())).ifPresent(TextField::focus);
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel((has ? "Remove " : "Set ") + option.key());
        button.setEnabled(!altering || !option.fixed());
        return button;
    }

    private void find(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        all.setItems(known.values().stream()
                .filter(option -> option.key().contains(wanted)
                        || option.meaning().toLowerCase(Locale.ROOT).contains(wanted))
                .toList());
    }

    void show(TableDesign design, List<DesignProblem> problems) {
        set = design.optionValues();
        List<String> keys = List.copyOf(set.keySet());
        if (!keys.equals(shown)) {
            shown = keys;
            build();
            all.getDataProvider().refreshAll();
        }
        set.forEach((key, value) -> {
            TextField field = values.get(key);
            if (field != null) {
                if (!field.getValue().equals(value)) {
                    field.setValue(value);
                }
                FieldProblems.show(field, problems, "option." + key);
                field.setHelperText(note(key, problems));
            }
        });
    }

    private String note(String key, List<DesignProblem> problems) {
        return problems.stream()
                .filter(problem -> !problem.blocking() && problem.field().equals("option." + key))
                .map(DesignProblem::text)
                .findFirst()
                .orElse("");
    }

    private void build() {
        values.clear();
        given.removeAll();
        if (shown.isEmpty()) {
            Paragraph none = new Paragraph("None: everything is as Paimon’s defaults say.");
            none.addClassName("sh-dim");
            given.add(none);
            return;
        }
        PlainTable table = new PlainTable("Options of the table", "Option", "Value", "Meaning", "");
        for (String key : shown) {
            TextField field = new TextField();
            field.setAriaLabel("Value of " + key);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(typed -> {
                if (typed.isFromClient()) {
                    change.accept(design -> design.withOption(key, typed.getValue()));
                }
            });
            values.put(key, field);
            Button remove = new Button(
                    VaadinIcon.CLOSE_SMALL.create(), click -> change.accept(design -> design.withoutOption(key)));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            remove.setAriaLabel("Remove " + key);
            Span name = new Span(key);
            name.addClassName("td-code");
            table.row(name, field, meaning(key), remove);
        }
        given.add(table);
    }

    private Span meaning(String key) {
        OptionInfo option = known.get(key);
        String words = option == null ? "" : option.meaning();
        int end = words.indexOf(". ");
        return PlainTable.text(end > 0 && words.length() > 120 ? words.substring(0, end + 1) : words, words);
    }
}
