package io.streamhouse.console.settings;

import io.streamhouse.model.Endpoints;
import io.streamhouse.model.EngineKind;

/** Where an engine is to be found. */
public sealed interface EngineTarget {

    /** The one inside this process. */
    record Embedded() implements EngineTarget {
        @Override
        public EngineKind kind() {
            return EngineKind.EMBEDDED;
        }
    }

    /** A cluster of one's own, through its SQL Gateway. */
    record Remote(Endpoints endpoints) implements EngineTarget {
        @Override
        public EngineKind kind() {
            return EngineKind.REMOTE;
        }
    }

    EngineKind kind();
}
