package io.streamhouse.console.catalog;

import io.streamhouse.console.Home;
import io.streamhouse.console.catalog.FileImportPlan.OnBadRows;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/**
 * Makes tables of files that people bring: CSV, JSON lines and Parquet. An upload is analysed, its columns are shown
 * and corrected, then it is imported; it is forgotten when that is done, when it is discarded, after a day, or when the
 * console stops.
 */
@Service
public class FileImports {

    private static final Logger LOG = LoggerFactory.getLogger(FileImports.class);
    private static final String FOLDER = "imports";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final long BUCKET_BYTES = 256L << 20;
    private static final long MOST_BUCKETS = 16;

    private final Connections connections;
    private final CatalogChanges changes;
    private final Path folder;
    private final InstantSource clock;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    FileImports(@Lazy Connections connections, CatalogChanges changes, Home home, InstantSource clock) {
        this.connections = connections;
        this.changes = changes;
        this.folder = home.temporary().resolve(FOLDER);
        this.clock = clock;
    }

    private record Upload(Path file, FileImportAnalysis analysis, Instant at) {}

    /**
     * Takes a file in and says what it seems to hold.
     *
     * @throws ProblemException INVALID_REQUEST for a file that is empty or can't be read; DISK_FULL
     */
    public FileImportAnalysis analyse(Actor actor, String fileName, InputStream content) {
        forgetOld();
        String id = UUID.randomUUID().toString();
        Path file = folder.resolve(id);
        boolean kept = false;
        try {
            Files.createDirectories(folder);
            Files.copy(content, file);
            FileImportAnalysis analysis = look(id, file, fileName, FileImportReader.guess(file, fileName));
            LOG.info("{} brought in {} with {} bytes", actor.name(), fileName, analysis.bytes());
            kept = true;
            return analysis;
        } catch (IOException failed) {
            throw unsaved(fileName, failed);
        } finally {
            if (!kept) {
                delete(file);
            }
        }
    }

    /**
     * Looks at an upload again, reading it another way.
     *
     * @throws ProblemException NOT_FOUND, INVALID_REQUEST
     */
    public FileImportAnalysis analyse(Actor actor, String id, FileImportReading reading) {
        Upload upload = upload(id);
        LOG.debug("{} reads {} as {}", actor.name(), upload.analysis().fileName(), reading);
        try {
            return look(id, upload.file(), upload.analysis().fileName(), reading);
        } catch (IOException failed) {
            throw unsaved(upload.analysis().fileName(), failed);
        }
    }

    /** @throws ProblemException NOT_FOUND */
    public FileImportAnalysis get(String id) {
        return upload(id).analysis();
    }

    /** Forgets an upload. */
    public void discard(Actor actor, String id) {
        Upload upload = uploads.remove(id);
        if (upload != null) {
            LOG.debug("{} gave up {}", actor.name(), upload.analysis().fileName());
            delete(upload.file());
        }
    }

    /**
     * Creates the table and writes the rows into it, in one commit. If nothing is imported, no table is left behind and
     * the upload stays, to be tried again.
     *
     * @throws ProblemException NOT_FOUND for the upload; ALREADY_EXISTS for the table; INVALID_REQUEST for columns that
     *     make no table; CANCELLED
     */
    public FileImportResult create(Actor actor, String id, FileImportPlan plan, FileImportProgress progress) {
        Upload upload = upload(id);
        checkTarget(plan.target());
        FileImportColumns columns = FileImportColumns.of(upload.analysis(), plan);
        FileImportReading reading = upload.analysis().reading();
        FileImportRun check = new FileImportRun(columns, progress, "Checking the rows");
        try (FileRecords records = FileImportReader.open(upload.file(), reading)) {
            check.run(records, values -> {});
        }
        boolean refused = check.badRows() > 0 && plan.onBadRows() == OnBadRows.IMPORT_NOTHING;
        if (refused || check.goodRows() == 0 && check.badRows() > 0) {
            return check.nothingImported();
        }
        changes.run(actor, ddl(upload, plan, columns));
        FileImportRun write = new FileImportRun(columns, progress, "Writing the rows");
        boolean done = false;
        try (FileRecords records = FileImportReader.open(upload.file(), reading);
                TableWriter writer =
                        connections.warehouse(plan.target().catalog()).write(plan.target(), "import-" + id)) {
            write.run(records, values -> writer.add(Row.insert(values.toArray())));
            writer.commit(1);
            done = true;
        } finally {
            if (!done) {
                takeBack(actor, plan.target());
            }
        }
        discard(actor, id);
        return write.imported(plan.target());
    }

    private void checkTarget(RelationId target) {
        Warehouse warehouse = connections.warehouse(target.catalog());
        if (!warehouse.databases().contains(target.databaseId())) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "There is no database " + target.databaseId(), "Create it first");
        }
        boolean taken = warehouse.relations(target.databaseId()).stream()
                .map(RelationRef::id)
                .anyMatch(target::equals);
        if (taken) {
            throw new ProblemException(
                    ErrorCode.ALREADY_EXISTS, "There is a relation " + target + " already", "Choose another name");
        }
    }

    private static String ddl(Upload upload, FileImportPlan plan, FileImportColumns columns) {
        StringBuilder ddl = new StringBuilder("CREATE TABLE ")
                .append(plan.target().quoted())
                .append(" (\n  ")
                .append(String.join(",\n  ", columns.definitions()));
        if (!plan.primaryKey().isEmpty()) {
            ddl.append(",\n  PRIMARY KEY (")
                    .append(String.join(
                            ", ",
                            plan.primaryKey().stream().map(Identifiers::quote).toList()))
                    .append(") NOT ENFORCED");
        }
        ddl.append("\n) COMMENT ")
                .append(Identifiers.literal("Imported from " + upload.analysis().fileName()));
        if (!plan.primaryKey().isEmpty()) {
            long buckets = Math.min(MOST_BUCKETS, 1 + upload.analysis().bytes() / BUCKET_BYTES);
            ddl.append("\nWITH ('bucket' = '").append(buckets).append("')");
        }
        return ddl.toString();
    }

    private void takeBack(Actor actor, RelationId target) {
        try {
            changes.run(actor, "DROP TABLE IF EXISTS " + target.quoted());
        } catch (ProblemException failed) {
            // What ended the import is what the person has to know; the empty table can be dropped by hand.
            LOG.warn("{} was created for an import that failed, and could not be dropped", target, failed);
        }
    }

    private FileImportAnalysis look(String id, Path file, String fileName, FileImportReading reading)
            throws IOException {
        FileImportReader.Seen seen = FileImportReader.look(file, reading);
        List<String> notes = new java.util.ArrayList<>(seen.notes());
        if (reading.format() != FileImportFormat.PARQUET
                && !reading.charset().toUpperCase(Locale.ROOT).startsWith("UTF")) {
            notes.add("The file is not UTF-8: it is read as " + reading.charset());
        }
        FileImportAnalysis analysis = new FileImportAnalysis(
                id,
                fileName,
                Files.size(file),
                reading,
                seen.columns(),
                seen.preview(),
                notes,
                suggestedName(fileName));
        uploads.put(id, new Upload(file, analysis, clock.instant()));
        return analysis;
    }

    private static String suggestedName(String fileName) {
        String base = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = base.indexOf('.');
        String name = (dot > 0 ? base.substring(0, dot) : base)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
        return name.isEmpty() ? "imported" : name;
    }

    private Upload upload(String id) {
        Upload upload = uploads.get(id);
        if (upload == null) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no upload " + id,
                    "Bring the file again: uploads are kept for a day");
        }
        return upload;
    }

    private void forgetOld() {
        Instant before = clock.instant().minus(KEPT);
        Set<String> old = new HashSet<>();
        uploads.forEach((id, upload) -> {
            if (upload.at().isBefore(before)) {
                old.add(id);
            }
        });
        old.forEach(id -> discard(Actor.CONSOLE, id));
    }

    private static ProblemException unsaved(String fileName, IOException failed) {
        boolean full = String.valueOf(failed.getMessage()).contains("No space left");
        return new ProblemException(
                full
                        ? Problem.of(
                                ErrorCode.DISK_FULL,
                                "There is no room on the disk for " + fileName,
                                "Free some space, then bring the file again")
                        : Problem.of(
                                ErrorCode.INVALID_REQUEST,
                                "The file " + fileName + " could not be read: " + failed.getMessage()),
                failed);
    }

    /** Uploads of a console that did not stop well lie there unknown; this one's end with it. */
    @PreDestroy
    void forgetAll() {
        uploads.clear();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(FileImports::delete);
        } catch (IOException failed) {
            LOG.warn("The uploads in {} could not be deleted", folder, failed);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            LOG.warn("The upload {} could not be deleted", file, failed);
        }
    }
}
