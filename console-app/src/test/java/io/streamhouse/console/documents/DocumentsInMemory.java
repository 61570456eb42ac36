package io.streamhouse.console.documents;

import io.streamhouse.console.documents.store.StoresInMemory;
import java.time.InstantSource;

/** The real documents on a database that is gone with the test. */
public final class DocumentsInMemory {

    private DocumentsInMemory() {}

    public static Documents create(InstantSource clock) {
        return new Documents(StoresInMemory.documents(), clock);
    }
}
