package io.streamhouse.console.settings;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session that knows what a job would need to be started again: the options set in it and where it stands. */
final class AttendedSession implements EngineSession {

    /** Blanks and comments before the statement are skipped. */
    private static final Pattern USE = Pattern.compile(
            "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*USE\\s+(?<catalog>CATALOG\\s+)?(?<name>(?:`(?:[^`]|``)*`|[^\\s;.`]+)"
                    + "(?:\\.(?:`(?:[^`]|``)*`|[^\\s;.`]+))?)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final AttendedEngine engine;
    private final EngineSession session;
    private final Map<String, String> engineDefaults;
    private final SessionObjects objects = new SessionObjects();
    private volatile Optional<String> catalog;
    private volatile Optional<String> database;

    AttendedSession(AttendedEngine engine, EngineSession session, SessionSettings settings) {
        this.engine = engine;
        this.session = session;
        this.catalog = settings.currentCatalog();
        this.database = settings.currentDatabase();
        Map<String, String> defaults = new HashMap<>(session.configuration());
        defaults.keySet().removeAll(settings.configuration().keySet());
        this.engineDefaults = Map.copyOf(defaults);
    }

    @Override
    public Actor actor() {
        return session.actor();
    }

    @Override
    public Map<String, String> configuration() {
        return session.configuration();
    }

    @Override
    public StatementHandle submit(String sql, ExecutionMode mode, Map<String, String> configuration) {
        try {
            StatementHandle statement = session.submit(sql, mode, configuration);
            if (statement.sessionRenewed()) {
                objects.lost();
            }
            return new AttendedStatement(statement, sql, mode, configuration);
        } catch (ProblemException e) {
            throw engine.problem(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private void follow(String sql) {
        Matcher use = USE.matcher(sql);
        if (!use.matches()) {
            return;
        }
        List<String> parts = Identifiers.split(use.group("name"));
        if (use.group("catalog") != null) {
            catalog = Optional.of(parts.getFirst());
            database = Optional.empty();
        } else {
            if (parts.size() == 2) {
                catalog = Optional.of(parts.getFirst());
            }
            database = Optional.of(parts.getLast());
        }
    }

    /** What was set in this session and for this statement, without what the engine has by itself. */
    private Map<String, String> ownOptions(Map<String, String> statementOptions) {
        Map<String, String> own = new HashMap<>();
        session.configuration().forEach((key, value) -> {
            if (!value.equals(engineDefaults.get(key))) {
                own.put(key, value);
            }
        });
        own.putAll(statementOptions);
        return own;
    }

    /** Sees a statement's end before its reader does. */
    private final class AttendedStatement implements StatementHandle {

        private final StatementHandle statement;
        private final String sql;
        private final ExecutionMode mode;
        private final Map<String, String> options;
        private boolean told;

        AttendedStatement(StatementHandle statement, String sql, ExecutionMode mode, Map<String, String> options) {
            this.statement = statement;
            this.sql = sql;
            this.mode = mode;
            this.options = options;
        }

        @Override
        public Fetched fetch(Duration patience) {
            try {
                Fetched fetched = statement.fetch(patience);
                if (fetched instanceof Failed failed) {
                    return new Failed(engine.problem(failed.problem()));
                }
                if (fetched instanceof Complete complete && !told) {
                    told = true;
                    objects.ran(sql, catalog, database);
                    follow(sql);
                    complete.submitted().ifPresent(this::tell);
                }
                return fetched;
            } catch (ProblemException e) {
                throw engine.problem(e);
            }
        }

        private void tell(JobId job) {
            engine.submitted(new Submission(
                    session.actor(),
                    job,
                    engine.connection(),
                    sql,
                    mode,
                    objects.neededBy(sql, catalog),
                    catalog,
                    database,
                    ownOptions(options)));
        }

        @Override
        public void cancel() {
            statement.cancel();
        }

        @Override
        public Optional<JobId> job() {
            return statement.job();
        }

        @Override
        public boolean sessionRenewed() {
            return statement.sessionRenewed();
        }

        @Override
        public void close() {
            statement.close();
        }
    }
}
