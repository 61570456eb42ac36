package io.streamhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The contract, kept by the engine inside this JVM; and what is asked of that one alone. */
final class EmbeddedEngineTest extends EngineContractTest {

    private static final int SLOTS = 12;

    @SuppressWarnings("NullAway.Init")
    private RunningEngine running;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    Endpoints start(Path below) {
        folder = below;
        EngineLauncher launcher =
                ServiceLoader.load(EngineLauncher.class).findFirst().orElseThrow();
        running = launcher.start(
                new EngineLauncher.Settings(below.resolve("engine"), SLOTS, Map.of("slot.request.timeout", "8000")));
        return running.endpoints();
    }

    @Override
    Set<Capability> capabilities() {
        return Set.of(Capability.DURABLE_SAVEPOINTS);
    }

    @Override
    void disappear() {
        running.close();
    }

    @Override
    Endpoints comeBack() {
        return start(folder);
    }

    @Override
    void stop() {
        running.close();
    }

    @Test
    @Order(0)
    void listensOnLoopbackOnly() throws Exception {
        assertThat(ListeningSockets.ofThisProcess())
                .isNotEmpty()
                .allSatisfy(socket ->
                        assertThat(socket.isLoopbackAddress()).as("%s", socket).isTrue());
    }
}
