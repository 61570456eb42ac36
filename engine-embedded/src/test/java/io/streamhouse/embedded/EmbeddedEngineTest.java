package io.streamhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ExecutionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The contract, kept by the engine inside this JVM; and what is asked of that one alone. */
final class EmbeddedEngineTest extends ViewContractTest {

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
    EngineMeter meter() {
        return running.meter();
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
    @Order(1)
    void replacesATaskManagerThatDied() throws Exception {
        ((RunningCluster) running).cluster().terminateTaskManager(0).get();

        try (EngineSession session = session()) {
            eventually("a statement gets its slot again", () -> answers(session));
        }
    }

    private static boolean answers(EngineSession session) {
        try (StatementHandle handle = session.submit("SELECT 1", ExecutionMode.BATCH)) {
            while (true) {
                switch (handle.fetch(Duration.ofSeconds(1))) {
                    case StatementHandle.Complete complete -> {
                        return true;
                    }
                    case StatementHandle.Failed failed -> {
                        return false;
                    }
                    case StatementHandle.Page page -> {}
                    case StatementHandle.Waiting waiting -> {}
                }
            }
        }
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
