package io.streamhouse.console.settings;

import io.streamhouse.console.Home;
import io.streamhouse.console.settings.TestReport.Check;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Actor;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.paimon.PaimonWarehouse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tries a catalog as it would be used: read by the console, and opened by the engine. */
@Component
class CatalogTest {

    /** Storage that does not answer is given up by its client after a while; no sooner. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connections connections;
    private final Home home;
    private final InstantSource clock;

    CatalogTest(@Lazy Connections connections, Home home, InstantSource clock) {
        this.connections = connections;
        this.home = home;
        this.clock = clock;
    }

    TestReport run(
            Actor actor, String name, AttachedCatalog.Kind kind, Map<String, String> options, Consumer<Check> told) {
        List<Check> checks = new ArrayList<>();
        Check storage =
                switch (kind) {
                    case PAIMON -> opens(new CatalogInfo(name, options));
                    case FLINK -> Check.skipped("Storage", "Only the engine reads this kind of catalog.");
                };
        checks.add(storage);
        told.accept(storage);
        Check engine = storage.result() == TestReport.Result.FAILED
                ? Check.skipped("Engine", "Not tried, since the storage can’t be read.")
                : engineOpens(actor, name, options);
        checks.add(engine);
        told.accept(engine);
        return new TestReport(checks);
    }

    private Check opens(CatalogInfo info) {
        try (Warehouse warehouse = PaimonWarehouse.open(info, home.temporary())) {
            var databases = warehouse.databases();
            int relations = databases.stream()
                    .mapToInt(database -> warehouse.relations(database).size())
                    .sum();
            return Check.passed(
                    "Storage",
                    "Opened: " + databases.size() + (databases.size() == 1 ? " database, " : " databases, ") + relations
                            + (relations == 1 ? " relation." : " relations."));
        } catch (ProblemException e) {
            return Check.failed("Storage", Redactor.text(e.problem().what()));
        }
    }

    /** Opened under a name of its own: a catalog of that name may be attached already, with other options. */
    private Check engineOpens(Actor actor, String name, Map<String, String> options) {
        EngineState state = connections.status().state();
        if (state == EngineState.STARTING || state == EngineState.UNREACHABLE) {
            return Check.warning("Engine", "Not tried: no engine answers now.");
        }
        String trial = "trial_" + Integer.toHexString(System.identityHashCode(options)) + "_" + name;
        try (EngineSession session = connections.engine().open(actor, EngineCatalogs.BARE)) {
            firstColumn(session, EngineCatalogs.create(trial, options));
            try {
                List<String> databases = firstColumn(session, "SHOW DATABASES IN " + Identifiers.quote(trial));
                return Check.passed(
                        "Engine",
                        "Flink opens it and sees " + databases.size()
                                + (databases.size() == 1 ? " database." : " databases."));
            } finally {
                firstColumn(session, "DROP CATALOG IF EXISTS " + Identifiers.quote(trial));
            }
        } catch (ProblemException e) {
            return Check.failed(
                    "Engine",
                    "Flink can’t open it: " + Redactor.text(e.problem().what()).replace(trial, name));
        }
    }

    private List<String> firstColumn(EngineSession session, String sql) {
        return EngineCatalogs.firstColumn(session, sql, PATIENCE, clock);
    }
}
