package io.streamhouse.console;

import java.nio.file.Path;

/**
 * The folder everything lives in; what lies where is a promise, see {@code docs/home.md}.
 *
 * @param folder absolute
 */
public record Home(Path folder) {

    /** The default catalog's Paimon warehouse. */
    public Path warehouse() {
        return folder.resolve("warehouse");
    }

    /** Checkpoints, savepoints and catalog store of the embedded engine. */
    public Path engine() {
        return folder.resolve("engine");
    }

    /** The console's own database, without H2's file ending. */
    public Path database() {
        return folder.resolve("console");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /** Uploads and whatever else may be lost at a restart. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** Says which format the home has, so that an older console refuses it. */
    public Path format() {
        return folder.resolve("format");
    }

    /** Held by the process that has the home. */
    public Path lock() {
        return folder.resolve("lock");
    }

    /** The file H2 makes of {@link #database()}. */
    public Path databaseFile() {
        return folder.resolve("console.mv.db");
    }
}
