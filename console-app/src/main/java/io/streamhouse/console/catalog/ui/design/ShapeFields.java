package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keys, partitions, buckets, merging and event time, each with what it means in plain words. */
final class ShapeFields extends Div {

    private static final long serialVersionUID = 1L;

    private static final String UNSET = "";

    private static final Map<String, String> ENGINES = new LinkedHashMap<>();
    private static final Map<String, String> CHANGELOGS = new LinkedHashMap<>();

    static {
        ENGINES.put(UNSET, "As Paimon does it: the last row stays");
        ENGINES.put("deduplicate", "deduplicate: the last row stays");
        ENGINES.put("first-row", "first-row: the first row stays");
        ENGINES.put("partial-update", "partial-update: filled columns replace the old ones");
        ENGINES.put("aggregation", "aggregation: columns are summed up");
        CHANGELOGS.put(UNSET, "As Paimon does it: none");
        CHANGELOGS.put("none", "none: readers work it out");
        CHANGELOGS.put("input", "input: what is written is complete already");
        CHANGELOGS.put("lookup", "lookup: worked out at every commit");
        CHANGELOGS.put("full-compaction", "full-compaction: worked out now and then");
    }

    private final transient Consumer<UnaryOperator<TableDesign>> change;
    private final MultiSelectComboBox<String> key = new MultiSelectComboBox<>("Primary key");
    private final MultiSelectComboBox<String> partitions = new MultiSelectComboBox<>("Partitioned by");
    private final TextField buckets = new TextField("Buckets");
    private final Select<String> engine = new Select<>();
    private final Select<String> changelog = new Select<>();
    private final ComboBox<String> eventTime = new ComboBox<>("Event time");
    private final TextField watermark = new TextField("Watermark");

    ShapeFields(Consumer<UnaryOperator<TableDesign>> change) {
        this.change = change;
        addClassNames("sh-card", "td-shape");
        H2 title = new H2("How rows are kept");
        title.add(new Span("each with the clause or option that it becomes"));
        Div fields = new Div(key, partitions, buckets, engine, changelog, eventTime, watermark);
        fields.addClassName("td-fields");
        add(title, fields);
        explain();
        listen();
    }

    private void explain() {
        key.setHelperText("What tells rows apart; a second row with the same key replaces the first. PRIMARY KEY");
        key.setPlaceholder("none: rows only come on top");
        partitions.setHelperText(
                "One folder for each value, so that old ones are found, skipped and dropped quickly. PARTITIONED BY");
        partitions.setPlaceholder("not partitioned");
        buckets.setHelperText(
                "How many writers can work at once in a partition; some 1 GB each is a good size. -1: Paimon"
                        + " chooses. bucket");
        buckets.setPlaceholder("-1");
        engine.setLabel("Rows with the same key");
        engine.setHelperText("What becomes of them. merge-engine");
        engine.setItems(ENGINES.keySet());
        engine.setItemLabelGenerator(value -> ENGINES.getOrDefault(value, value));
        changelog.setLabel("Changes for streams");
        changelog.setHelperText("Who works out what a row was before; views that sum up need it. changelog-producer");
        changelog.setItems(CHANGELOGS.keySet());
        changelog.setItemLabelGenerator(value -> CHANGELOGS.getOrDefault(value, value));
        eventTime.setHelperText("The column that says when it happened; windows need one. WATERMARK FOR");
        eventTime.setPlaceholder("none");
        eventTime.setClearButtonVisible(true);
        watermark.setHelperText("How late rows may come: those behind it are too late for a window");
        watermark.setValueChangeMode(ValueChangeMode.LAZY);
        buckets.setValueChangeMode(ValueChangeMode.LAZY);
    }

    private void listen() {
        listen(key, (design, names) -> design.withKey(inOrder(design.keyColumns(), names)));
        listen(partitions, (design, names) -> design.withPartitions(inOrder(design.partitionedBy(), names)));
        buckets.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                option("bucket", typed.getValue().strip());
            }
        });
        engine.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                option("merge-engine", chosen.getValue());
            }
        });
        changelog.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                option("changelog-producer", chosen.getValue());
            }
        });
        eventTime.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                change.accept(design -> withEventTime(design, Optional.ofNullable(chosen.getValue())));
            }
        });
        watermark.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                change.accept(design -> design.withWatermark(design.watermark()
                        .map(mark -> new TableDesign.Watermark(mark.column(), typed.getValue(), mark.notes()))));
            }
        });
    }

    private void listen(MultiSelectComboBox<String> field, BiFunction<TableDesign, Set<String>, TableDesign> changed) {
        field.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                Set<String> names = new LinkedHashSet<>(chosen.getValue());
                change.accept(design -> changed.apply(design, names));
            }
        });
    }

    /** Those that were there stay in their order; what is new comes behind them. */
    private static List<String> inOrder(List<String> before, Set<String> names) {
        Set<String> ordered = new LinkedHashSet<>(before);
        ordered.retainAll(names);
        ordered.addAll(names);
        return List.copyOf(ordered);
    }

    private static TableDesign withEventTime(TableDesign design, Optional<String> column) {
        return design.withWatermark(column.map(name -> new TableDesign.Watermark(
                name,
                TableDdl.name(name) + " - INTERVAL '5' SECOND",
                design.watermark().map(TableDesign.Watermark::notes).orElse(List.of()))));
    }

    private void option(String name, String value) {
        change.accept(design -> value.isEmpty() ? design.withoutOption(name) : design.withOption(name, value));
    }

    void show(TableDesign design, List<DesignProblem> problems) {
        List<String> stored = design.columns().stream()
                .filter(column -> column.computedAs().isEmpty())
                .map(TableDesign.Column::name)
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        choose(key, stored, design.keyColumns());
        choose(partitions, stored, design.partitionedBy());
        set(buckets, design.option("bucket").orElse(""));
        choose(engine, ENGINES, design.option("merge-engine").orElse(UNSET));
        choose(changelog, CHANGELOGS, design.option("changelog-producer").orElse(UNSET));
        boolean keyed = !design.keyColumns().isEmpty();
        engine.setEnabled(keyed || design.option("merge-engine").isPresent());
        changelog.setEnabled(keyed || design.option("changelog-producer").isPresent());
        String time = design.watermark().map(TableDesign.Watermark::column).orElse("");
        Set<String> times = new LinkedHashSet<>(design.columns().stream()
                .filter(column -> column.computedAs().isPresent() || TableDdl.isEventTime(column.type()))
                .map(TableDesign.Column::name)
                .filter(name -> !name.isBlank())
                .toList());
        if (!time.isEmpty()) {
            times.add(time);
        }
        if (!times.equals(
                new LinkedHashSet<>(eventTime.getListDataView().getItems().toList()))) {
            eventTime.setItems(times);
        }
        eventTime.setValue(time.isEmpty() ? null : time);
        watermark.setVisible(design.watermark().isPresent());
        set(watermark, design.watermark().map(TableDesign.Watermark::expression).orElse(""));
        FieldProblems.show(key, problems, "key");
        FieldProblems.show(partitions, problems, "partitions");
        FieldProblems.show(buckets, problems, "bucket", "option.bucket", "option.bucket-key");
        FieldProblems.show(engine, problems, "option.merge-engine");
        FieldProblems.show(changelog, problems, "option.changelog-producer");
        FieldProblems.show(watermark.isVisible() ? watermark : eventTime, problems, "watermark");
    }

    private static void choose(MultiSelectComboBox<String> field, List<String> offered, List<String> chosen) {
        Set<String> all = new LinkedHashSet<>(offered);
        all.addAll(chosen);
        List<String> items = new ArrayList<>(all);
        if (!items.equals(field.getListDataView().getItems().toList())) {
            field.setItems(items);
        }
        Set<String> value = new LinkedHashSet<>(chosen);
        if (!value.equals(field.getValue())) {
            field.setValue(value);
        }
    }

    private static void choose(Select<String> field, Map<String, String> words, String value) {
        if (!words.containsKey(value) && !field.getListDataView().contains(value)) {
            List<String> more = new ArrayList<>(words.keySet());
            more.add(value);
            field.setItems(more);
        }
        if (!value.equals(field.getValue())) {
            field.setValue(value);
        }
    }

    private static void set(TextField field, String value) {
        if (!field.getValue().equals(value)) {
            field.setValue(value);
        }
    }
}
