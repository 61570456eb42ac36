package io.streamhouse.console.settings;

import io.streamhouse.console.settings.TestReport.Check;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** Warehouses and other catalogs attached to the console: tried, attached, changed, detached. */
@Service
public class CatalogSettings {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,59}");

    private static final String TEST_NEXT = "Check the options, then test again. Nothing was changed";

    private final SavedSettings saved;
    private final CatalogTest test;
    private final EngineSwitch engines;
    private final Connections connections;

    CatalogSettings(SavedSettings saved, CatalogTest test, @Lazy EngineSwitch engines, @Lazy Connections connections) {
        this.saved = saved;
        this.test = test;
        this.engines = engines;
        this.connections = connections;
    }

    /** The built-in one first. */
    public List<AttachedCatalog> list() {
        List<AttachedCatalog> all = new ArrayList<>();
        var builtIn = connections.warehouses().getFirst().catalog();
        all.add(new AttachedCatalog(builtIn.name(), AttachedCatalog.Kind.PAIMON, builtIn.options(), 0));
        all.addAll(saved.catalogs());
        return List.copyOf(all);
    }

    /** @throws ProblemException NOT_FOUND */
    public AttachedCatalog get(String name) {
        return list().stream()
                .filter(catalog -> catalog.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "No catalog named “" + name + "” is attached"));
    }

    /**
     * Tries a catalog as it would be used; changes nothing. A hidden secret stands for the one kept under this name.
     */
    public TestReport test(
            Actor actor, String name, AttachedCatalog.Kind kind, Map<String, String> options, Consumer<Check> told) {
        check(name, kind, options);
        return test.run(actor, name, kind, withKeptSecrets(name, options), told);
    }

    /**
     * Attaches a catalog that passes its test.
     *
     * @throws ProblemException INVALID_REQUEST; ALREADY_EXISTS; WAREHOUSE_FAILED with the test's first failure
     */
    public AttachedCatalog attach(Actor actor, String name, AttachedCatalog.Kind kind, Map<String, String> options) {
        check(name, kind, options);
        if (list().stream().anyMatch(catalog -> catalog.name().equalsIgnoreCase(name))) {
            throw new ProblemException(
                    ErrorCode.ALREADY_EXISTS,
                    "A catalog named “" + name + "” is attached already",
                    "Choose another name");
        }
        mustPass(actor, name, kind, options);
        AttachedCatalog attached = saved.create(actor, name, kind, options);
        engines.attach(saved.catalogs());
        return attached;
    }

    /**
     * Changes a catalog's options, after the new ones have passed the test. A hidden secret stands for the one kept.
     *
     * @throws ProblemException REVISION_CONFLICT, NOT_FOUND, INVALID_REQUEST, WAREHOUSE_FAILED
     */
    public AttachedCatalog update(
            Actor actor, String name, long basedOn, AttachedCatalog.Kind kind, Map<String, String> options) {
        changeable(name);
        check(name, kind, options);
        Map<String, String> whole = withKeptSecrets(name, options);
        mustPass(actor, name, kind, whole);
        AttachedCatalog changed = saved.update(actor, name, basedOn, kind, whole);
        engines.attach(saved.catalogs());
        return changed;
    }

    /**
     * Detaches a catalog. Its data stays where it is.
     *
     * @throws ProblemException REVISION_CONFLICT, NOT_FOUND
     */
    public void detach(Actor actor, String name, long basedOn) {
        changeable(name);
        saved.deleteCatalog(actor, name, basedOn);
        engines.attach(saved.catalogs());
    }

    private void mustPass(Actor actor, String name, AttachedCatalog.Kind kind, Map<String, String> options) {
        TestReport report = test.run(actor, name, kind, options, check -> {});
        if (!report.passed()) {
            throw new ProblemException(report.problem(ErrorCode.WAREHOUSE_FAILED, TEST_NEXT));
        }
    }

    private Map<String, String> withKeptSecrets(String name, Map<String, String> options) {
        Map<String, String> whole = new HashMap<>(options);
        saved.catalog(name)
                .ifPresent(kept -> options.forEach((key, value) -> {
                    if (value.equals(Redactor.HIDDEN) && kept.options().containsKey(key)) {
                        whole.put(key, kept.options().get(key));
                    }
                }));
        return whole;
    }

    private AttachedCatalog changeable(String name) {
        AttachedCatalog catalog = get(name);
        if (catalog.builtIn()) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED, "The catalog “" + name + "” is built in: it can’t be changed or detached");
        }
        return catalog;
    }

    private static void check(String name, AttachedCatalog.Kind kind, Map<String, String> options) {
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "“" + name + "” can’t name a catalog",
                    "Use letters, digits and underscores, at most 60, a letter first");
        }
        switch (kind) {
            case PAIMON -> {
                if (options.getOrDefault("warehouse", "").isBlank()) {
                    throw new ProblemException(
                            ErrorCode.INVALID_REQUEST,
                            "A Paimon warehouse needs the option “warehouse”",
                            "Give the folder or the s3:// path where its tables lie");
                }
            }
            case FLINK -> {
                if (options.getOrDefault("type", "").isBlank()) {
                    throw new ProblemException(
                            ErrorCode.INVALID_REQUEST,
                            "A Flink catalog needs the option “type”",
                            "Give the name of its factory, such as jdbc or hive; its jar must be where the engine is");
                }
            }
        }
    }
}
