package io.streamhouse.console.settings.api;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the console is there, and how its engine is doing. */
@RestController
@RequestMapping("/api/v1/health")
class HealthController {

    private final Connections connections;

    HealthController(@Lazy Connections connections) {
        this.connections = connections;
    }

    /** @param status UP as soon as pages are served, whatever the engine does */
    record Health(String status, EngineHealth engine) {}

    /**
     * @param connection name of the connection in use
     * @param step what is being done now, or what is wrong, in words
     * @param progress of starting and warming up, 0 to 1
     */
    record EngineHealth(EngineKind kind, EngineState state, String connection, String step, double progress) {}

    @GetMapping
    Health health() {
        EngineStatus status = connections.status();
        return new Health(
                "UP",
                new EngineHealth(status.kind(), status.state(), status.connection(), status.step(), status.progress()));
    }
}
