package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.console.catalog.FileImportAnalysis;
import io.streamhouse.console.catalog.FileImportColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each column of an upload becomes: whether it is taken, its name, its type, whether it is part of the key. */
final class ImportColumnsEditor extends Div {

    private static final long serialVersionUID = 1L;
    private static final List<String> TYPES = List.of(
            "STRING",
            "BOOLEAN",
            "INT",
            "BIGINT",
            "DOUBLE",
            "DECIMAL(18, 2)",
            "DATE",
            "TIME",
            "TIMESTAMP(3)",
            "TIMESTAMP_LTZ(3)",
            "BYTES");
    private static final int SAMPLES = 3;
    private static final int LONGEST_SAMPLE = 28;

    private record Line(String source, Checkbox included, TextField name, ComboBox<String> type, Checkbox key)
            implements java.io.Serializable {}

    private final List<Line> lines = new ArrayList<>();

    ImportColumnsEditor(FileImportAnalysis analysis) {
        addClassName("cat-import-columns");
        PlainTable table = new PlainTable("Columns of the new table", "Take", "Name", "Type", "Key", "In the file");
        for (int i = 0; i < analysis.columns().size(); i++) {
            Line line = line(analysis.columns().get(i));
            lines.add(line);
            Span samples = PlainTable.dim(samples(analysis, i));
            table.addRow(line.included(), line.name(), line.type(), line.key(), samples);
        }
        add(table);
    }

    List<FileImportColumn> columns() {
        return lines.stream()
                .map(line -> new FileImportColumn(
                        line.source(),
                        line.name().getValue().strip(),
                        line.type().getValue() == null ? "STRING" : line.type().getValue(),
                        line.included().getValue()))
                .toList();
    }

    List<String> primaryKey() {
        return lines.stream()
                .filter(line -> line.included().getValue() && line.key().getValue())
                .map(line -> line.name().getValue().strip())
                .toList();
    }

    private static Line line(FileImportColumn column) {
        Checkbox included = new Checkbox(column.included());
        included.setAriaLabel("Take " + column.source());
        TextField name = new TextField();
        name.setAriaLabel("Name of " + column.source());
        name.setValue(column.name());
        ComboBox<String> type = new ComboBox<>();
        type.setAriaLabel("Type of " + column.source());
        Set<String> types = new LinkedHashSet<>(List.of(column.type()));
        types.addAll(TYPES);
        List<String> offered = new ArrayList<>(types);
        type.setItems(offered);
        type.setValue(column.type());
        type.setAllowCustomValue(true);
        type.addCustomValueSetListener(typed -> {
            if (!offered.contains(typed.getDetail())) {
                offered.add(typed.getDetail());
                type.setItems(offered);
            }
            type.setValue(typed.getDetail());
        });
        Checkbox key = new Checkbox();
        key.setAriaLabel(column.source() + " is part of the key");
        included.addValueChangeListener(change -> {
            name.setEnabled(change.getValue());
            type.setEnabled(change.getValue());
            key.setEnabled(change.getValue());
        });
        return new Line(column.source(), included, name, type, key);
    }

    private static String samples(FileImportAnalysis analysis, int column) {
        List<String> samples = new ArrayList<>();
        for (List<@Nullable String> row : analysis.preview()) {
            String value = column < row.size() ? row.get(column) : null;
            String shown = value == null ? "NULL" : shortened(value);
            if (!samples.contains(shown)) {
                samples.add(shown);
            }
            if (samples.size() == SAMPLES) {
                break;
            }
        }
        return String.join(" · ", samples);
    }

    static String shortened(String value) {
        return value.length() <= LONGEST_SAMPLE ? value : value.substring(0, LONGEST_SAMPLE) + "…";
    }
}
