package io.streamhouse.console.settings;

/**
 * A way to reach an engine, under a name.
 *
 * @param revision to base a change on; 0 for the built-in one, which can't be changed
 * @param inUse whether it is the one in use
 */
public record EngineConnection(String id, String name, EngineTarget target, long revision, boolean inUse) {

    /** Id of the connection to the engine inside this process: always there. */
    public static final String EMBEDDED = "embedded";

    static EngineConnection embedded(boolean inUse) {
        return new EngineConnection(EMBEDDED, "Embedded engine", new EngineTarget.Embedded(), 0, inUse);
    }
}
