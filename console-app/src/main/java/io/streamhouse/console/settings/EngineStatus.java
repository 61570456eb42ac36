package io.streamhouse.console.settings;

import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;

/**
 * The engine in use, as every page shows it.
 *
 * @param connection name of the connection in use
 * @param step what is being done now, or what is wrong, in words
 * @param progress of starting and warming up, 0 to 1; 1 when READY
 */
public record EngineStatus(EngineKind kind, EngineState state, String connection, String step, double progress) {}
