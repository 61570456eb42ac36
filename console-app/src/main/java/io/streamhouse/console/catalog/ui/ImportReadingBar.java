package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.console.catalog.FileImportFormat;
import io.streamhouse.console.catalog.FileImportReading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** How an uploaded text is read, as it was guessed: its delimiter, its header, its encoding. */
final class ImportReadingBar extends Div {

    private static final long serialVersionUID = 1L;
    private static final Map<String, String> DELIMITERS =
            Map.of(",", "Comma", ";", "Semicolon", "\t", "Tab", "|", "Vertical bar");
    private static final List<String> CHARSETS = List.of("UTF-8", "windows-1252", "ISO-8859-1", "UTF-16");

    private final transient FileImportReading guessed;
    private final transient Consumer<FileImportReading> changed;
    private final Select<String> delimiter = new Select<>();
    private final Select<String> charset = new Select<>();
    private final Checkbox header = new Checkbox("The first row names the columns");

    ImportReadingBar(FileImportReading guessed, Consumer<FileImportReading> changed) {
        this.guessed = guessed;
        this.changed = changed;
        addClassName("cat-bar");
        setVisible(guessed.format() != FileImportFormat.PARQUET);
        boolean csv = guessed.format() == FileImportFormat.CSV;
        offer(delimiter, "Delimiter", Set.of(",", ";", "\t", "|"), guessed.delimiter());
        delimiter.setItemLabelGenerator(it -> DELIMITERS.getOrDefault(it, it));
        delimiter.setVisible(csv);
        offer(charset, "Encoding", CHARSETS, guessed.charset());
        header.setValue(guessed.header());
        header.setVisible(csv);
        add(delimiter, charset, header);
        delimiter.addValueChangeListener(change -> tell());
        charset.addValueChangeListener(change -> tell());
        header.addValueChangeListener(change -> tell());
    }

    private static void offer(Select<String> select, String label, java.util.Collection<String> usual, String guessed) {
        Set<String> all = new LinkedHashSet<>(usual);
        all.add(guessed);
        select.setLabel(label);
        select.setItems(all);
        select.setValue(guessed);
    }

    private void tell() {
        changed.accept(
                new FileImportReading(guessed.format(), charset.getValue(), delimiter.getValue(), header.getValue()));
    }
}
