package io.streamhouse.engine;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Files and folders, on whatever storage their address names.
 *
 * <p>Every call throws {@link io.streamhouse.model.ProblemException} with WAREHOUSE_FAILED when storage does not answer.
 */
public interface FileStorage {

    /** What lies directly in a folder, in no order; nothing for one that does not exist. */
    List<Entry> list(URI folder);

    /**
     * The first bytes of a file, fewer than {@code length} if it is shorter.
     *
     * @return nothing for a file that does not exist
     */
    byte[] head(URI file, int length);

    /** Deletes a file, or a folder with everything in it. Nothing happens where there is none. */
    void delete(URI fileOrFolder);

    /**
     * A file or folder in a folder. On storage that knows no folders, one may be there only as a part of names.
     *
     * @param bytes of the file; 0 for a folder
     */
    record Entry(String name, boolean folder, Instant modifiedAt, long bytes) {}
}
