package io.streamhouse.paimon;

import io.streamhouse.engine.FileStorage;
import java.io.FileNotFoundException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.paimon.catalog.CatalogContext;
import org.apache.paimon.fs.FileIO;
import org.apache.paimon.fs.FileStatus;
import org.apache.paimon.fs.Path;
import org.apache.paimon.fs.SeekableInputStream;
import org.apache.paimon.options.Options;

/** Files through Paimon, which reaches every storage that a warehouse can lie on. Safe for several threads. */
public final class PaimonFileStorage implements FileStorage {

    private final CatalogContext context;

    /** @param options as a catalog's, for the credentials and end points of object stores */
    public PaimonFileStorage(Map<String, String> options) {
        this.context = CatalogContext.create(Options.fromMap(options));
    }

    private FileIO io(Path path) throws Exception {
        return FileIO.get(path, context);
    }

    @Override
    public List<Entry> list(URI folder) {
        return Failures.guard("list " + folder, () -> {
            Path path = new Path(folder);
            List<Entry> entries = new ArrayList<>();
            FileStatus[] found;
            try {
                found = io(path).listStatus(path);
            } catch (FileNotFoundException none) {
                return entries;
            }
            if (found != null) {
                for (FileStatus status : found) {
                    entries.add(new Entry(
                            status.getPath().getName(),
                            status.isDir(),
                            Instant.ofEpochMilli(status.getModificationTime()),
                            status.isDir() ? 0 : status.getLen()));
                }
            }
            return entries;
        });
    }

    @Override
    public byte[] head(URI file, int length) {
        return Failures.guard("read " + file, () -> {
            Path path = new Path(file);
            FileIO io = io(path);
            if (!io.exists(path)) {
                return new byte[0];
            }
            try (SeekableInputStream in = io.newInputStream(path)) {
                return in.readNBytes(length);
            } catch (FileNotFoundException deletedMeanwhile) {
                return new byte[0];
            }
        });
    }

    @Override
    public void delete(URI fileOrFolder) {
        Failures.guard("delete " + fileOrFolder, () -> {
            Path path = new Path(fileOrFolder);
            FileIO io = io(path);
            if (io.exists(path)) {
                io.delete(path, true);
            }
            return Boolean.TRUE;
        });
    }
}
