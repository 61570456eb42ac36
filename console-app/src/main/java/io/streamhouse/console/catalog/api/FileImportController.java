package io.streamhouse.console.catalog.api;

import io.streamhouse.console.catalog.FileImportAnalysis;
import io.streamhouse.console.catalog.FileImportBadRow;
import io.streamhouse.console.catalog.FileImportColumn;
import io.streamhouse.console.catalog.FileImportPlan;
import io.streamhouse.console.catalog.FileImportPlan.OnBadRows;
import io.streamhouse.console.catalog.FileImportProgress;
import io.streamhouse.console.catalog.FileImportReading;
import io.streamhouse.console.catalog.FileImportResult;
import io.streamhouse.console.catalog.FileImports;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Brings files in over HTTP: upload, look, import. */
@RestController
@RequestMapping("/api/v1/imports")
class FileImportController {

    private final FileImports imports;
    private final CurrentActor actor;

    FileImportController(FileImports imports, CurrentActor actor) {
        this.imports = imports;
        this.actor = actor;
    }

    /**
     * What to make of an upload; columns left out are as they were inferred.
     *
     * @param onBadRows IMPORT_NOTHING if left out
     */
    record ImportBody(
            String table,
            @Nullable List<FileImportColumn> columns,
            @Nullable List<String> primaryKey,
            @Nullable OnBadRows onBadRows) {}

    record BadRowBody(long line, @Nullable String column, String reason) {

        static BadRowBody of(FileImportBadRow row) {
            return new BadRowBody(row.line(), row.column().orElse(null), row.reason());
        }
    }

    record ResultBody(@Nullable String table, long rows, long badRowCount, List<BadRowBody> badRows) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Upload a CSV, JSON lines or Parquet file and learn what it seems to hold")
    FileImportAnalysis upload(@RequestPart MultipartFile file) throws IOException {
        String name = file.getOriginalFilename();
        try (InputStream content = file.getInputStream()) {
            return imports.analyse(actor.get(), name == null || name.isBlank() ? "upload" : name, content);
        }
    }

    @GetMapping("/{id}")
    @Operation(summary = "What an upload seems to hold")
    FileImportAnalysis get(@PathVariable String id) {
        return imports.get(id);
    }

    @PutMapping("/{id}")
    @Operation(summary = "Look at an upload again, reading it another way")
    FileImportAnalysis read(@PathVariable String id, @RequestBody FileImportReading reading) {
        return imports.analyse(actor.get(), id, reading);
    }

    @PostMapping("/{id}")
    @Operation(summary = "Make a table of an upload; table is null in the answer if nothing was imported")
    ResultBody create(@PathVariable String id, @RequestBody ImportBody body) {
        RelationId target;
        try {
            target = RelationId.parse(body.table());
        } catch (IllegalArgumentException notAnId) {
            throw new ProblemException(
                    io.streamhouse.model.Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            String.valueOf(notAnId.getMessage()),
                            "Name the table as catalog.database.name"),
                    notAnId);
        }
        FileImportPlan plan = new FileImportPlan(
                target,
                body.columns() == null ? imports.get(id).columns() : body.columns(),
                body.primaryKey() == null ? List.of() : body.primaryKey(),
                body.onBadRows() == null ? OnBadRows.IMPORT_NOTHING : body.onBadRows());
        FileImportResult result = imports.create(actor.get(), id, plan, FileImportProgress.NONE);
        return new ResultBody(
                result.table().map(RelationId::toString).orElse(null),
                result.rows(),
                result.badRowCount(),
                result.badRows().stream().map(BadRowBody::of).toList());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget an upload")
    void discard(@PathVariable String id) {
        imports.discard(actor.get(), id);
    }
}
