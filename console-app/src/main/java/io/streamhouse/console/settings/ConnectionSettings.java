package io.streamhouse.console.settings;

import io.streamhouse.console.settings.TestReport.Check;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** The ways to reach an engine: kept, tried, switched between. */
@Service
public class ConnectionSettings {

    private static final String TEST_NEXT =
            "Check the addresses, and that the SQL Gateway and the cluster run. Nothing was changed";

    private final SavedSettings saved;
    private final ConnectionTest test;
    private final EngineSwitch engines;

    ConnectionSettings(SavedSettings saved, ConnectionTest test, @Lazy EngineSwitch engines) {
        this.saved = saved;
        this.test = test;
        this.engines = engines;
    }

    /** The built-in one first. */
    public List<EngineConnection> list() {
        return saved.connections();
    }

    /** @throws ProblemException NOT_FOUND */
    public EngineConnection get(String id) {
        return saved.connection(id)
                .orElseThrow(() ->
                        new ProblemException(ErrorCode.NOT_FOUND, "There is no engine connection with the id " + id));
    }

    /** Whether an embedded engine runs in this process, in use or kept beside a remote one. */
    public boolean embeddedRuns() {
        return engines.embeddedRuns();
    }

    /**
     * Reads two addresses as people write them.
     *
     * @throws ProblemException INVALID_REQUEST, saying which one is wrong and how
     */
    public static Endpoints endpoints(String gateway, String cluster) {
        return new Endpoints(address("SQL Gateway", gateway), address("job manager", cluster));
    }

    private static URI address(String of, String text) {
        String trimmed = text.strip().replaceAll("/+$", "");
        if (trimmed.isEmpty()) {
            throw invalid("The address of the " + of + " is missing");
        }
        try {
            URI uri = new URI(trimmed.contains("://") ? trimmed : "http://" + trimmed);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw invalid("The address of the " + of + " must begin with http:// or https://");
            }
            if (uri.getHost() == null) {
                throw invalid("The address of the " + of + " names no host");
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw invalid("The address of the " + of + " may hold a host, a port and a path only");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new ProblemException(
                    invalid("The address of the " + of + " can’t be read").problem(), e);
        }
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(ErrorCode.INVALID_REQUEST, what, "Write it as http://host:port");
    }

    /** Tries an engine as it would be used; changes nothing. */
    public TestReport test(Actor actor, Endpoints endpoints, Consumer<Check> told) {
        return test.run(actor, endpoints, told);
    }

    /** @throws ProblemException INVALID_REQUEST, ALREADY_EXISTS */
    public EngineConnection create(Actor actor, String name, Endpoints endpoints) {
        return saved.create(actor, freeName(name, ""), endpoints);
    }

    /**
     * Changes a connection. One in use is tested first, and used with its new addresses at once.
     *
     * @throws ProblemException REVISION_CONFLICT, NOT_FOUND, INVALID_REQUEST, ENGINE_UNREACHABLE
     */
    public EngineConnection update(Actor actor, String id, long basedOn, String name, Endpoints endpoints) {
        EngineConnection old = changeable(id);
        String free = freeName(name, id);
        boolean elsewhere = !old.target().equals(new EngineTarget.Remote(endpoints));
        if (old.inUse() && elsewhere) {
            mustPass(actor, endpoints);
        }
        EngineConnection changed = saved.update(actor, id, basedOn, free, endpoints);
        if (old.inUse()) {
            engines.use(changed, true);
        }
        return changed;
    }

    /** @throws ProblemException REVISION_CONFLICT, NOT_FOUND; INVALID_REQUEST for the one in use */
    public void delete(Actor actor, String id, long basedOn) {
        if (changeable(id).inUse()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "This connection is in use", "Switch to another one first");
        }
        saved.deleteConnection(actor, id, basedOn);
    }

    /**
     * Switches to a connection, after it has passed its test; a failed test changes nothing.
     *
     * @param keepEmbedded whether the embedded engine, when it is left, goes on with its jobs
     * @throws ProblemException NOT_FOUND; ENGINE_UNREACHABLE with the test's first failure
     */
    public EngineConnection use(Actor actor, String id, boolean keepEmbedded, Consumer<Check> told) {
        EngineConnection wanted = get(id);
        if (wanted.inUse()) {
            return wanted;
        }
        if (wanted.target() instanceof EngineTarget.Remote remote) {
            TestReport report = test.run(actor, remote.endpoints(), told);
            if (!report.passed()) {
                throw new ProblemException(report.problem(ErrorCode.ENGINE_UNREACHABLE, TEST_NEXT));
            }
        }
        engines.use(wanted, keepEmbedded);
        saved.setInUse(actor, id);
        return get(id);
    }

    private void mustPass(Actor actor, Endpoints endpoints) {
        TestReport report = test.run(actor, endpoints, check -> {});
        if (!report.passed()) {
            throw new ProblemException(report.problem(ErrorCode.ENGINE_UNREACHABLE, TEST_NEXT));
        }
    }

    private EngineConnection changeable(String id) {
        if (id.equals(EngineConnection.EMBEDDED)) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED, "The embedded engine is built in: it can’t be changed or deleted");
        }
        return get(id);
    }

    private String freeName(String name, String ownId) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > 100) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "A connection needs a name of at most 100 characters");
        }
        if (saved.connections().stream()
                .anyMatch(other ->
                        other.name().equalsIgnoreCase(trimmed) && !other.id().equals(ownId))) {
            throw new ProblemException(
                    ErrorCode.ALREADY_EXISTS,
                    "There is already a connection named “" + trimmed + "”",
                    "Choose another name");
        }
        return trimmed;
    }
}
