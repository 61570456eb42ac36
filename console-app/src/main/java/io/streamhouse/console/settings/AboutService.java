package io.streamhouse.console.settings;

import io.streamhouse.console.Home;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;

/** What this console is made of and where it lives. */
@Service
public class AboutService {

    /** A thing and its version. */
    public record Part(String name, String version) {}

    /** @param bytesFree on the disk of the home folder, of {@code bytesTotal} */
    public record Place(String home, long bytesFree, long bytesTotal) {}

    private static final String VERSIONS = "streamhouse.versions.";

    private final Connections connections;
    private final Environment environment;
    private final Home home;

    AboutService(@Lazy Connections connections, Environment environment, Home home) {
        this.connections = connections;
        this.environment = environment;
        this.home = home;
    }

    /** The console first, then what runs it, then what it is built from. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("Streamhouse Console", environment.getProperty("streamhouse.version", "unknown")));
        parts.add(new Part("Flink, of the engine in use", flink()));
        parts.add(new Part("Java", Runtime.version() + ", " + System.getProperty("java.vendor", "")));
        Map<String, String> built = new TreeMap<>(Map.of(
                "Apache Flink, embedded", "flink",
                "Apache Paimon", "paimon",
                "Vaadin", "vaadin",
                "jOOQ", "jooq"));
        built.forEach((name, key) -> parts.add(new Part(name, environment.getProperty(VERSIONS + key, "unknown"))));
        parts.add(new Part("Spring Boot", SpringBootVersion.getVersion()));
        return List.copyOf(parts);
    }

    private String flink() {
        try {
            return connections.jobs().overview().flinkVersion();
        } catch (ProblemException e) {
            return "unknown: " + e.problem().what();
        }
    }

    /** Where everything is kept, and how much room there is. */
    public Place place() {
        try {
            var disk = Files.getFileStore(home.folder());
            return new Place(home.folder().toString(), disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
