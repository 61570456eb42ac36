package io.streamhouse.console.settings;

import io.streamhouse.console.settings.TestReport.Check;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tries a remote engine as it would be used: gateway, cluster, a query, the warehouse. */
@Component
class ConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A cold gateway's first SELECT plans for many seconds. */
    private static final Duration QUERY_PATIENCE = Duration.ofSeconds(90);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Connections connections;
    private final EngineSwitch engines;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    ConnectionTest(@Lazy Connections connections, @Lazy EngineSwitch engines, InstantSource clock) {
        this.connections = connections;
        this.engines = engines;
        this.clock = clock;
    }

    /** @param told of every check as soon as it is done */
    TestReport run(Actor actor, Endpoints endpoints, Consumer<Check> told) {
        Findings findings = new Findings(told);
        boolean gateway = answers(findings, "SQL Gateway", endpoints.gateway(), "/info", "version");
        boolean cluster = answers(findings, "Job manager", endpoints.cluster(), "/config", "flink-version");
        if (!gateway || !cluster) {
            findings.add(Check.skipped("Query", "Not tried, since the engine does not answer."));
            findings.add(Check.skipped("Warehouse", "Not tried, since the engine does not answer."));
            return findings.report();
        }
        try (Engine engine = engines.trial(endpoints)) {
            if (canQuery(findings, engine, actor)) {
                seesWarehouse(findings, engine, actor);
            } else {
                findings.add(Check.skipped("Warehouse", "Not tried, since no query runs."));
            }
        }
        return findings.report();
    }

    /** Whether a Flink service answers there; tells apart the ways in which it may not. */
    private boolean answers(Findings findings, String subject, URI root, String path, String versionField) {
        String where = root.getHost() + (root.getPort() < 0 ? "" : ":" + root.getPort());
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(root.toString().replaceAll("/+$", "") + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Optional<String> version = Optional.empty();
            if (answer.statusCode() == 200) {
                version = Optional.ofNullable(JSON.readTree(answer.body()).get(versionField))
                        .map(value -> value.asString());
            }
            if (version.isEmpty()) {
                findings.add(Check.failed(
                        subject, "Something answers at " + where + ", but it is no Flink " + subject + "."));
                return false;
            }
            String words = "Answers at " + where + " with Flink " + version.get() + ".";
            findings.add(
                    version.get().startsWith("2.")
                            ? Check.passed(subject, words)
                            : Check.warning(subject, words + " The console is made for Flink 2.2."));
            return true;
        } catch (JacksonException e) {
            findings.add(
                    Check.failed(subject, "Something answers at " + where + ", but it is no Flink " + subject + "."));
        } catch (IOException e) {
            findings.add(Check.failed(subject, "Nothing answers at " + where + ": " + reason(e) + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Check.failed(subject, "The test was interrupted."));
        }
        return false;
    }

    private static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "the host name is not known";
            }
        }
        if (failure instanceof HttpTimeoutException) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        return failure instanceof ConnectException ? "the connection was refused" : "the connection broke";
    }

    private boolean canQuery(Findings findings, Engine engine, Actor actor) {
        try (EngineSession session = engine.open(actor, EngineCatalogs.BARE)) {
            Instant begun = clock.instant();
            List<String> rows = firstColumn(session, "SELECT 1");
            Duration took = Duration.between(begun, clock.instant());
            if (rows.equals(List.of("1"))) {
                findings.add(Check.passed(
                        "Query", "SELECT 1 answers 1, after " + Math.max(1, took.toMillis() / 100) / 10.0 + " s."));
                return true;
            }
            findings.add(Check.failed("Query", "SELECT 1 answers " + rows + " instead of 1."));
        } catch (ProblemException e) {
            findings.add(Check.failed(
                    "Query", "SELECT 1 does not run: " + e.problem().what()));
        }
        return false;
    }

    /** A warehouse path may be another folder on another machine: what both sides list must be the same. */
    private void seesWarehouse(Findings findings, Engine engine, Actor actor) {
        try (EngineSession session = engine.open(actor, connections.sessionSettings())) {
            var warehouse = connections.warehouses().getFirst();
            String catalog = warehouse.catalog().name();
            Set<String> here = new TreeSet<>();
            warehouse.databases().stream().map(DatabaseId::name).forEach(here::add);
            Set<String> there = new TreeSet<>(firstColumn(session, "SHOW DATABASES IN " + Identifiers.quote(catalog)));
            Set<String> missing = new TreeSet<>(here);
            missing.removeAll(there);
            findings.add(
                    missing.isEmpty()
                            ? Check.passed(
                                    "Warehouse",
                                    "The engine sees the catalog " + catalog + " with " + there.size()
                                            + (there.size() == 1 ? " database." : " databases."))
                            : Check.failed(
                                    "Warehouse",
                                    "The engine opens the catalog " + catalog + " but does not see the databases "
                                            + String.join(", ", missing)
                                            + ": its machines need the same folder under the same path."));
        } catch (ProblemException e) {
            findings.add(Check.failed(
                    "Warehouse",
                    "The engine can’t open the console’s catalogs: "
                            + e.problem().what()));
        }
    }

    private List<String> firstColumn(EngineSession session, String sql) {
        return EngineCatalogs.firstColumn(session, sql, QUERY_PATIENCE, clock);
    }

    /** Collects checks and tells of each. */
    private static final class Findings {

        private final Consumer<Check> told;
        private final List<Check> checks = new ArrayList<>();

        Findings(Consumer<Check> told) {
            this.told = told;
        }

        void add(Check check) {
            checks.add(check);
            told.accept(check);
        }

        TestReport report() {
            return new TestReport(checks);
        }
    }
}
