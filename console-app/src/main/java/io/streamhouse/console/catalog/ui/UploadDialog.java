package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadEvent;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.CatalogContents.DatabaseContents;
import io.streamhouse.console.catalog.FileImportAnalysis;
import io.streamhouse.console.catalog.FileImportBadRow;
import io.streamhouse.console.catalog.FileImportPlan;
import io.streamhouse.console.catalog.FileImportPlan.OnBadRows;
import io.streamhouse.console.catalog.FileImportReading;
import io.streamhouse.console.catalog.FileImportResult;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a table of a person's file: drop it, look at what it seems to hold, correct that, create. */
final class UploadDialog extends Dialog {

    private static final long serialVersionUID = 1L;
    private static final int PREVIEW_ROWS = 6;

    private final transient CatalogPages pages;
    private final Actor actor;
    private final Div body = new Div();
    private final ProblemPanel problem = new ProblemPanel();
    private final Div badRows = new Div();
    private final ImportProgressBar progress = new ImportProgressBar();
    private final Select<DatabaseId> database = new Select<>();
    private final TextField name = new TextField("Table");
    private final Button cancel = new Button("Cancel", click -> giveUp());
    private final Button create = Beginnings.primary(new Button("Create table"));
    private final Button skip = new Button("Import without the bad rows");
    private transient @Nullable FileImportAnalysis analysis;
    private @Nullable ImportColumnsEditor editor;

    UploadDialog(CatalogPages pages, @Nullable DatabaseId into) {
        this.pages = pages;
        this.actor = pages.actor().get();
        setHeaderTitle("Upload a file");
        setWidth("min(60rem, 96vw)");
        setCloseOnOutsideClick(false);
        addClassName("cat-upload");
        List<DatabaseId> databases = pages.catalogs().contents().stream()
                .flatMap(catalog -> catalog.databases().stream())
                .map(DatabaseContents::id)
                .toList();
        database.setLabel("Database");
        database.setItems(databases);
        if (into != null && databases.contains(into)) {
            database.setValue(into);
        } else if (!databases.isEmpty()) {
            database.setValue(databases.contains(Beginnings.USUAL) ? Beginnings.USUAL : databases.getFirst());
        }
        create.addClickListener(click -> create(OnBadRows.IMPORT_NOTHING));
        skip.addClickListener(click -> create(OnBadRows.SKIP_THEM));
        create.setVisible(false);
        skip.setVisible(false);
        badRows.setVisible(false);
        body.addClassName("cat-upload-body");
        body.add(dropZone());
        add(body, badRows, problem, progress);
        getFooter().add(cancel, skip, create);
        addDialogCloseActionListener(close -> giveUp());
    }

    private Component dropZone() {
        Upload upload = new Upload(this::receive);
        upload.setMaxFiles(1);
        upload.setAcceptedFileTypes(".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet");
        upload.setDropLabel(new Span("Drop a CSV, JSON lines or Parquet file here"));
        upload.setDropLabelIcon(VaadinIcon.UPLOAD_ALT.create());
        upload.addFileRejectedListener(rejected ->
                problem.show(io.streamhouse.component.ProblemText.of("INVALID_REQUEST", rejected.getErrorMessage())));
        Paragraph what = new Paragraph("It becomes a table: the columns and their types are read from the file and"
                + " shown before anything is created. Nothing leaves this machine.");
        what.addClassName("cat-dim");
        return new Div(upload, what);
    }

    /** Runs on the upload's own request, without the page's lock. */
    private void receive(UploadEvent event) throws IOException {
        UI ui = event.getUI();
        try (InputStream content = event.getInputStream()) {
            FileImportAnalysis seen = pages.imports().analyse(actor, event.getFileName(), content);
            ui.access(() -> show(seen));
        } catch (RuntimeException e) {
            ui.access(() -> problem.show(ProblemTexts.of(e)));
        }
    }

    private void show(FileImportAnalysis seen) {
        analysis = seen;
        ImportColumnsEditor columns = new ImportColumnsEditor(seen);
        editor = columns;
        problem.clear();
        setHeaderTitle(seen.fileName() + " · " + Formats.bytes(seen.bytes()));
        if (name.isEmpty()) {
            name.setValue(seen.suggestedName());
        }
        Div target = new Div(database, name);
        target.addClassName("cat-bar");
        body.removeAll();
        body.add(target, new ImportReadingBar(seen.reading(), reading -> readAgain(seen, reading)));
        seen.notes().forEach(note -> {
            Paragraph line = new Paragraph(note);
            line.addClassName("cat-dim");
            body.add(line);
        });
        body.add(columns, SchemaTab.card("First rows", preview(seen)));
        create.setVisible(true);
    }

    private void readAgain(FileImportAnalysis seen, FileImportReading reading) {
        badRows.setVisible(false);
        skip.setVisible(false);
        try {
            show(pages.imports().analyse(actor, seen.id(), reading));
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
        }
    }

    private static Component preview(FileImportAnalysis seen) {
        PlainTable table = new PlainTable(
                "First rows of the file",
                seen.columns().stream().map(column -> column.source()).toArray(String[]::new));
        for (List<@Nullable String> row :
                seen.preview().subList(0, Math.min(PREVIEW_ROWS, seen.preview().size()))) {
            table.addRow(row.stream()
                    .map(value -> value == null
                            ? PlainTable.dim("NULL")
                            : PlainTable.text(ImportColumnsEditor.shortened(value)))
                    .toArray(Component[]::new));
        }
        Div scroller = new Div(table);
        scroller.addClassName("cat-scroll");
        scroller.getElement().setAttribute("tabindex", "0");
        return scroller;
    }

    private void create(OnBadRows onBadRows) {
        FileImportAnalysis upload = analysis;
        ImportColumnsEditor columns = editor;
        DatabaseId into = database.getValue();
        if (upload == null || columns == null || into == null || name.getValue().isBlank()) {
            name.setInvalid(name.getValue().isBlank());
            return;
        }
        FileImportPlan plan = new FileImportPlan(
                into.relation(name.getValue().strip()), columns.columns(), columns.primaryKey(), onBadRows);
        problem.clear();
        badRows.setVisible(false);
        busy(true);
        UI ui = UI.getCurrent();
        progress.start(ui);
        // On a thread of its own: a large file takes minutes, and the page answers meanwhile.
        Thread.ofPlatform().name("file-import").daemon().start(() -> {
            try {
                FileImportResult result = pages.imports().create(actor, upload.id(), plan, progress);
                ui.access(() -> finished(result));
            } catch (RuntimeException e) {
                ui.access(() -> {
                    busy(false);
                    problem.show(ProblemTexts.of(e));
                });
            }
        });
    }

    private void finished(FileImportResult result) {
        busy(false);
        result.table()
                .ifPresentOrElse(
                        table -> {
                            close();
                            Toast.done("Imported " + Formats.number(result.rows()) + " rows into " + table.name()
                                    + (result.badRowCount() == 0
                                            ? ""
                                            : ", left out " + Formats.number(result.badRowCount())));
                            UI.getCurrent()
                                    .navigate(
                                            CatalogView.class,
                                            table.toString(),
                                            com.vaadin.flow.router.QueryParameters.simple(
                                                    java.util.Map.of("tab", "preview")));
                        },
                        () -> show(result));
    }

    /** Nothing was imported: says which rows do not fit, and why. */
    private void show(FileImportResult result) {
        badRows.removeAll();
        PlainTable table = new PlainTable("Rows that do not fit", ">Line", "Column", "Why");
        for (FileImportBadRow row : result.badRows()) {
            table.addRow(
                    PlainTable.number(String.valueOf(row.line()), "Line " + row.line()),
                    PlainTable.code(row.column().orElse("")),
                    PlainTable.text(row.reason()));
        }
        Div scroller = new Div(table);
        scroller.addClassName("cat-scroll");
        scroller.getElement().setAttribute("tabindex", "0");
        String count = Formats.number(result.badRowCount()) + (result.badRowCount() == 1 ? " row does" : " rows do");
        String title = count + " not fit, so nothing was imported"
                + (result.badRowCount() > result.badRows().size()
                        ? "; the first " + result.badRows().size() + " of them"
                        : "");
        badRows.add(SchemaTab.card(title, scroller));
        badRows.getElement().setAttribute("role", "alert");
        badRows.setVisible(true);
        skip.setVisible(true);
    }

    private void busy(boolean busy) {
        body.setEnabled(!busy);
        create.setEnabled(!busy);
        skip.setEnabled(!busy);
        progress.setVisible(busy);
    }

    /** While an import runs this ends it, which closes nothing; otherwise the upload is forgotten. */
    private void giveUp() {
        if (progress.isVisible()) {
            progress.cancel();
            return;
        }
        if (analysis != null) {
            pages.imports().discard(actor, analysis.id());
        }
        close();
    }
}
