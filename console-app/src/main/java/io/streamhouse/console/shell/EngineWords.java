package io.streamhouse.console.shell;

import io.streamhouse.component.Tone;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;

/** How the shell says what the engine does. */
final class EngineWords {

    private EngineWords() {}

    static String name(EngineStatus status) {
        return status.kind() == EngineKind.EMBEDDED ? "Embedded engine" : status.connection();
    }

    static String state(EngineState state) {
        return switch (state) {
            case STARTING -> "starting";
            case WARMING_UP -> "warming up";
            case READY -> "ready";
            case UNREACHABLE -> "unreachable";
        };
    }

    static Tone tone(EngineState state) {
        return switch (state) {
            case STARTING, WARMING_UP -> Tone.WARN;
            case READY -> Tone.OK;
            case UNREACHABLE -> Tone.BAD;
        };
    }

    static boolean onItsWay(EngineState state) {
        return state == EngineState.STARTING || state == EngineState.WARMING_UP;
    }
}
