package io.streamhouse.console.launch;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.model.EngineState;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the terminal how the engine comes up, until it is ready. */
final class EngineLines {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLines.class);

    private final Connections connections;
    private final Terminal terminal;
    private final AtomicReference<EngineState> said = new AtomicReference<>();

    EngineLines(Connections connections, Terminal terminal) {
        this.connections = connections;
        this.terminal = terminal;
    }

    @SuppressWarnings("resource") // Follows until the process ends.
    void follow() {
        AutoCloseable subscription = connections.onChange(this::say);
        LOG.debug("Following the engine by {}", subscription);
        say();
    }

    private void say() {
        EngineStatus status = connections.status();
        EngineState before = said.get();
        if (before == EngineState.READY || before == status.state() || !said.compareAndSet(before, status.state())) {
            return;
        }
        switch (status.state()) {
            case STARTING -> terminal.say("The engine is starting …");
            case WARMING_UP -> terminal.say("The engine is warming up …");
            case READY -> terminal.say("The engine is ready");
            case UNREACHABLE -> terminal.say("The engine does not answer: " + status.step());
        }
    }
}
